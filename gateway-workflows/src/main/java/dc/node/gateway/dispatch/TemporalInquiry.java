package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.UnendedWrite;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.WorkSession;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.ActivityClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Asks Temporal what became of a write, or of a session's workflow. */
@Component
class TemporalInquiry {

    private final ActivityClient activities;
    private final WorkflowClient workflows;

    TemporalInquiry(ActivityClient activities, WorkflowClient workflows) {
        this.activities = activities;
        this.workflows = workflows;
    }

    Fate fateOf(UnendedWrite write) {
        return switch (write.dispatchedTo()) {
            case ACTIVITY -> activity(TemporalStarts.activityId(write.order()));
            case SESSION ->
                write.workflowReplaced()
                        ? new Fate.LeftBehind()
                        : session(write.order().sessionId().orElseThrow());
        };
    }

    /** Whether no workflow of this session runs, nor came to its own end. */
    boolean workflowIsGone(UUID sessionId) {
        Fate fate = session(sessionId);
        return fate instanceof Fate.Forgotten || fate instanceof Fate.Closed;
    }

    private Fate activity(String activityId) {
        ActivityExecutionStatus status;
        try {
            status = activities.getHandle(activityId, null).describe().getStatus();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return new Fate.Forgotten();
            }
            throw e;
        }
        return switch (status) {
            case ACTIVITY_EXECUTION_STATUS_TERMINATED ->
                new Fate.Closed(OperationState.REJECTED, "An operator ended this write in Temporal.");
            case ACTIVITY_EXECUTION_STATUS_CANCELED ->
                new Fate.Closed(OperationState.CANCELLED, "An operator cancelled this write in Temporal.");
            // One that is still being tried when its time is up is closed as failed, with the last failure.
            case ACTIVITY_EXECUTION_STATUS_FAILED, ACTIVITY_EXECUTION_STATUS_TIMED_OUT ->
                new Fate.Closed(OperationState.REJECTED, WriteCompletion.TRIED_IN_VAIN);
            case ACTIVITY_EXECUTION_STATUS_COMPLETED ->
                new Fate.Closed(
                        OperationState.REJECTED,
                        "Temporal holds this write for done, but the ledger never saw its end; it may have been restored"
                                + " from a backup.");
            default -> new Fate.UnderWay();
        };
    }

    private Fate session(UUID sessionId) {
        WorkflowExecutionStatus status;
        try {
            status = workflows
                    .newUntypedWorkflowStub(WorkSession.workflowId(sessionId))
                    .describe()
                    .getStatus();
        } catch (WorkflowNotFoundException e) {
            return new Fate.Forgotten();
        }
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> new Fate.LeftBehind();
            case WORKFLOW_EXECUTION_STATUS_TERMINATED,
                    WORKFLOW_EXECUTION_STATUS_CANCELED,
                    WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                new Fate.Closed(
                        OperationState.REJECTED,
                        "The workflow of this write's session was ended in Temporal, and the write with it.");
            default -> new Fate.UnderWay();
        };
    }
}
