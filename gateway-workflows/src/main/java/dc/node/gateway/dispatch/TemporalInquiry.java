package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.UnendedWrite;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.workflow.HandedWrite;
import dc.node.gateway.sessions.workflow.SessionState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ActivityExecutionStatus;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.ActivityClient;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks Temporal what became of a write, or of a session's workflow. */
@Component
class TemporalInquiry {

    /** What Temporal's server calls itself where it ends a workflow of its own accord. */
    private static final String SERVER_IDENTITY = "history-service";

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
                        : inSession(write.order().sessionId().orElseThrow());
        };
    }

    /** The ids of the writes that the workflow of this session, which runs, was handed and has not seen end. */
    Set<UUID> underWayIn(UUID sessionId) {
        return workflows
                .newUntypedWorkflowStub(WorkSession.workflowId(sessionId))
                .query("state", SessionState.class)
                .underWay()
                .stream()
                .map(HandedWrite::operationId)
                .collect(Collectors.toSet());
    }

    /** Whether no workflow of this session runs, nor came to its own end. */
    boolean workflowIsGone(UUID sessionId) {
        return switch (end(sessionId)) {
            case FORGOTTEN, BY_SERVER, FROM_OUTSIDE -> true;
            case RUNS, BY_ITSELF -> false;
        };
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

    private Fate inSession(UUID sessionId) {
        return switch (end(sessionId)) {
            case RUNS -> new Fate.UnderWay();
            case FORGOTTEN -> new Fate.Forgotten();
            // Nobody has decided anything about the write: it can go on alone.
            case BY_ITSELF, BY_SERVER -> new Fate.LeftBehind();
            case FROM_OUTSIDE ->
                new Fate.Closed(
                        OperationState.REJECTED,
                        "The workflow of this write's session was ended in Temporal, and the write with it.");
        };
    }

    /** Whether and by whom a workflow was ended. */
    private enum End {
        RUNS,
        FORGOTTEN,
        BY_ITSELF,

        /** Temporal found its input or its history too large. */
        BY_SERVER,
        FROM_OUTSIDE
    }

    private End end(UUID sessionId) {
        WorkflowExecutionDescription workflow;
        try {
            workflow = workflows
                    .newUntypedWorkflowStub(WorkSession.workflowId(sessionId))
                    .describe();
        } catch (WorkflowNotFoundException e) {
            return End.FORGOTTEN;
        }
        return switch (workflow.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> End.BY_ITSELF;
            case WORKFLOW_EXECUTION_STATUS_TERMINATED ->
                terminatedByServer(workflow.getExecution()) ? End.BY_SERVER : End.FROM_OUTSIDE;
            case WORKFLOW_EXECUTION_STATUS_CANCELED,
                    WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> End.FROM_OUTSIDE;
            default -> End.RUNS;
        };
    }

    private boolean terminatedByServer(WorkflowExecution workflow) {
        GetWorkflowExecutionHistoryRequest lastEvent = GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(workflows.getOptions().getNamespace())
                .setExecution(workflow)
                .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                .build();
        return workflows
                .getWorkflowServiceStubs()
                .blockingStub()
                .getWorkflowExecutionHistory(lastEvent)
                .getHistory()
                .getEventsList()
                .stream()
                .anyMatch(event -> event.getWorkflowExecutionTerminatedEventAttributes()
                        .getIdentity()
                        .equals(SERVER_IDENTITY));
    }
}
