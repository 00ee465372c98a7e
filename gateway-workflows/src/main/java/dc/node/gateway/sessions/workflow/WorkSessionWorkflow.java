package dc.node.gateway.sessions.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A work session as Temporal sees it: its history is the story of the work, write by write. */
@WorkflowInterface
public interface WorkSessionWorkflow {

    /** Lasts until the session has ended and every write handed over has, too. */
    @WorkflowMethod(name = "work_session")
    void run(SessionStart start);

    /** Takes a write that may go now. Handing over the same one again does nothing. */
    @SignalMethod
    void write(HandedWrite write);

    /** Says that the session may have been closed: the database is asked at once instead of when the timer rings. */
    @SignalMethod
    void recheck();

    /** How the session stands. */
    @QueryMethod
    SessionState state();
}
