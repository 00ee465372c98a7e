package dc.node.gateway.reads;

import dc.node.gateway.grants.Scope;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One tool that reads. */
public interface ReadTool {

    /** The tool's name in the contract. */
    String name();

    /** What the agent's grant must hold: in the target's project, or in any where the call names none. */
    Set<Scope> scopes();

    /**
     * Answers the call.
     *
     * @throws dc.node.gateway.outcome.CallRefusedException when there is no such thing to read
     * @throws dc.node.gateway.tasker.TaskerException when Tasker does not answer
     */
    ObjectNode read(ReadCall call);
}
