package dc.node.gateway.sessions.workflow;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A work session as Temporal sees it: its history is the story of the work, write by write. */
@WorkflowInterface
public interface WorkSessionWorkflow {

    /** Lasts until the session's finish has landed or the session was closed. */
    @WorkflowMethod(name = "work_session")
    void run(SessionStart start);

    /** Takes a write that may go now. Handing over the same one again does nothing. */
    @SignalMethod
    void write(HandedWrite write);

    /** How the session stands. */
    @QueryMethod
    SessionProgress progress();
}
