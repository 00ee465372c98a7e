package dc.node.gateway.dispatch;

/** The Temporal task queue that all workers poll. */
public final class TaskQueues {

    /** One for workflows and activities, so that a session's worker can run an activity without asking the server again. */
    public static final String GATEWAY = "tasker-gateway";

    private TaskQueues() {}
}
