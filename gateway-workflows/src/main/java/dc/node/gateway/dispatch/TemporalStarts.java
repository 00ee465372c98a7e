package dc.node.gateway.dispatch;

import dc.node.gateway.dispatch.visibility.TaskerSearchAttributes;
import dc.node.gateway.ledger.DispatchOrder;
import dc.node.gateway.sessions.SessionOrder;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.workflow.CarriedOver;
import dc.node.gateway.sessions.workflow.HandedWrite;
import dc.node.gateway.sessions.workflow.SessionStart;
import dc.node.gateway.writes.WritePolicy;
import io.grpc.Status;
import io.temporal.api.enums.v1.ActivityIdConflictPolicy;
import io.temporal.api.enums.v1.ActivityIdReusePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.ActivityAlreadyStartedException;
import io.temporal.client.ActivityClient;
import io.temporal.client.StartActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What is started in Temporal and under which names. Starting the same again changes nothing: ids derive from the
 * operation, and Temporal refuses a second of the same id.
 */
@Component
class TemporalStarts {

    private static final Logger log = LoggerFactory.getLogger(TemporalStarts.class);
    private static final Set<Status.Code> TAKES_NO_MORE =
            Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.FAILED_PRECONDITION);
    private static final String TOOL_PREFIX = "tasker_";

    private final ActivityClient activities;
    private final WorkflowClient workflows;
    private final SessionProperties sessionProperties;
    private final Clock clock;

    TemporalStarts(
            ActivityClient activities, WorkflowClient workflows, SessionProperties sessionProperties, Clock clock) {
        this.activities = activities;
        this.workflows = workflows;
        this.sessionProperties = sessionProperties;
        this.clock = clock;
    }

    /** Starts a write as an activity of its own. */
    void startActivity(DispatchOrder order) {
        StartActivityOptions options = StartActivityOptions.newBuilder()
                .setId(activityId(order))
                .setTaskQueue(TaskQueues.GATEWAY)
                .setIdReusePolicy(ActivityIdReusePolicy.ACTIVITY_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setIdConflictPolicy(ActivityIdConflictPolicy.ACTIVITY_ID_CONFLICT_POLICY_USE_EXISTING)
                .setStartToCloseTimeout(WritePolicy.START_TO_CLOSE)
                .setScheduleToCloseTimeout(WritePolicy.timeLeft(order.acceptedAt(), clock.instant()))
                .setRetryOptions(WritePolicy.retries())
                .setSummary(summary(order))
                .setPriority(turnOf(order.agentId()))
                .setTypedSearchAttributes(searchAttributes(order))
                .build();
        try {
            activities.start(order.tool(), options, order.operationId());
        } catch (ActivityAlreadyStartedException e) {
            log.info("{} has run before", options.getId());
        }
    }

    /** Starts the workflow of a session; one that runs, or came to its own end, is left as it is. */
    void startSession(SessionOrder order) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkSession.workflowId(order.sessionId()))
                .setTaskQueue(TaskQueues.GATEWAY)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                .setStaticSummary("Work session on " + order.targetLabel())
                // Its activities have the same.
                .setPriority(turnOf(order.agentId()))
                .setTypedSearchAttributes(searchAttributes(order))
                .build();
        SessionStart start = new SessionStart(
                order.sessionId(),
                order.targetLabel(),
                order.agentId(),
                order.ownerUserId(),
                order.openedAt(),
                untilFirstCheck(order),
                SessionStart.EVENT_LIMIT,
                CarriedOver.NOTHING);
        try {
            workflows.newUntypedWorkflowStub("work_session", options).start(start);
        } catch (WorkflowExecutionAlreadyStarted e) {
            log.info("{} has been started before", options.getWorkflowId());
        }
    }

    /** From its last sign of life and not from now on: the workflow may be the second of its session. */
    private Duration untilFirstCheck(SessionOrder order) {
        Duration left =
                Duration.between(clock.instant(), sessionProperties.closesAt(order.openedAt(), order.idleSince()));
        return left.isPositive() ? left : Duration.ZERO;
    }

    /**
     * Hands a write to the workflow of its session.
     *
     * @return false when that workflow has closed or takes no more, so that the write has to stand alone
     */
    boolean handToSession(DispatchOrder order, UUID sessionId) {
        HandedWrite write = new HandedWrite(
                order.operationId(),
                order.tool(),
                summary(order),
                order.issueKey(),
                order.acceptedAt(),
                order.putBack() ? Optional.of(true) : Optional.empty(),
                order.workspaceSlug(),
                order.projectIdentifier());
        try {
            workflows.newUntypedWorkflowStub(WorkSession.workflowId(sessionId)).signal("write", write);
            return true;
        } catch (WorkflowNotFoundException e) {
            return false;
        } catch (WorkflowServiceException e) {
            Status status = Status.fromThrowable(e);
            if (!TAKES_NO_MORE.contains(status.getCode())) {
                throw e;
            }
            log.warn("The workflow of session {} takes no more signals: {}", sessionId, status);
            return false;
        }
    }

    /** Has the workflow of a session ask the database whether it has ended; one that is no more need not. */
    void recheckSession(UUID sessionId) {
        try {
            workflows.newUntypedWorkflowStub(WorkSession.workflowId(sessionId)).signal("recheck");
        } catch (WorkflowNotFoundException e) {
            log.info("The workflow of session {} has closed before", sessionId);
        }
    }

    /** Reads by itself in the list of the Temporal UI: {@code CORE-12/append_comment/0198...}. */
    static String activityId(DispatchOrder order) {
        return order.targetLabel() + "/" + order.tool().substring(TOOL_PREFIX.length()) + "/" + order.operationId();
    }

    /** Tool and target, never a word of an issue's text. */
    private static String summary(DispatchOrder order) {
        return order.tool() + " on " + order.targetLabel();
    }

    /** Where writes have to wait, one agent's many do not come before another's few. */
    private static Priority turnOf(UUID agentId) {
        return Priority.newBuilder().setFairnessKey(agentId.toString()).build();
    }

    private static SearchAttributes searchAttributes(DispatchOrder order) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder()
                .set(TaskerSearchAttributes.AGENT, order.agentId().toString())
                .set(TaskerSearchAttributes.OWNER, order.ownerUserId())
                .set(TaskerSearchAttributes.TOOL, order.tool());
        order.sessionId().ifPresent(id -> attributes.set(TaskerSearchAttributes.SESSION, id.toString()));
        order.workspaceSlug().ifPresent(slug -> attributes.set(TaskerSearchAttributes.WORKSPACE, slug));
        order.projectIdentifier().ifPresent(project -> attributes.set(TaskerSearchAttributes.PROJECT, project));
        order.issueKey().ifPresent(key -> attributes.set(TaskerSearchAttributes.ISSUE, key));
        return attributes.build();
    }

    private static SearchAttributes searchAttributes(SessionOrder order) {
        SearchAttributes.Builder attributes = SearchAttributes.newBuilder()
                .set(TaskerSearchAttributes.AGENT, order.agentId().toString())
                .set(TaskerSearchAttributes.OWNER, order.ownerUserId())
                .set(TaskerSearchAttributes.SESSION, order.sessionId().toString());
        order.workspaceSlug().ifPresent(slug -> attributes.set(TaskerSearchAttributes.WORKSPACE, slug));
        order.projectIdentifier().ifPresent(project -> attributes.set(TaskerSearchAttributes.PROJECT, project));
        order.issueKey().ifPresent(key -> attributes.set(TaskerSearchAttributes.ISSUE, key));
        return attributes.build();
    }
}
