package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import java.util.Set;

/**
 * One tool that writes. It must bear being run again: the process may die at any line of {@link #apply}, and the next
 * attempt must find and keep what this one has done.
 */
public interface WriteTool extends ArgumentCheck {

    /** What the agent's grant in the target's project must hold, now and when the write takes effect. */
    Set<Scope> scopes();

    /**
     * Takes effect in Tasker and returns what the answer carries.
     *
     * @throws dc.node.gateway.outcome.CallRefusedException when it can never succeed
     * @throws dc.node.gateway.tasker.TaskerException when Tasker does not do it
     */
    WriteResult apply(Attempt attempt);
}
