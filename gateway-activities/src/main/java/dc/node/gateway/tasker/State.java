package dc.node.gateway.tasker;

import java.util.UUID;

/** A state of a project; its group is one of backlog, unstarted, started, completed, cancelled. */
public record State(UUID id, String name, String group) {

    /** Whether an issue in this state counts as done with. */
    public boolean terminal() {
        return group.equals("completed") || group.equals("cancelled");
    }
}
