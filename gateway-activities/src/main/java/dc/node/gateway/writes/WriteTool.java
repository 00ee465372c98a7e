package dc.node.gateway.writes;

import dc.node.gateway.grants.Scope;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool that writes. It must bear being run again: the process may die at any line of {@link #apply}, and the next
 * attempt must find and keep what this one has done.
 */
public interface WriteTool {

    /** The tool's name in the contract, which is the activity's type as well. */
    String name();

    /** What the agent's grant in the target's project must hold, now and when the write takes effect. */
    Set<Scope> scopes();

    /**
     * Checks what can be known without Tasker, before the write is accepted. The arguments already match the schema.
     *
     * @throws dc.node.gateway.outcome.CallRefusedException when they break a rule
     */
    void check(ObjectNode arguments);

    /**
     * Takes effect in Tasker and returns what the answer carries.
     *
     * @throws dc.node.gateway.outcome.CallRefusedException when it can never succeed
     * @throws dc.node.gateway.tasker.TaskerException when Tasker does not do it
     */
    WriteResult apply(Attempt attempt);
}
