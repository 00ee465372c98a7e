package dc.node.gateway.writes;

import dc.node.gateway.grants.GrantStore;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerLacksException;
import dc.node.gateway.tasker.TaskerRejectedException;
import dc.node.gateway.tasker.TaskerUnavailableException;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Runs one attempt at a write: asks the ledger whether there is anything left to do, lets the tool do it, and records the
 * end. What may pass is thrown back to Temporal, which tries again; what may not is the write's recorded result.
 */
@Component
class AttemptRunner {

    private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

    /** An attempt that comes this late is worth a line in the log. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final Map<String, WriteTool> tools;
    private final LedgerStore ledger;
    private final WriteCompletion completion;
    private final Tasker tasker;
    private final GrantStore grants;
    private final TargetStore targets;
    private final Clock clock;

    AttemptRunner(
            List<WriteTool> tools,
            LedgerStore ledger,
            WriteCompletion completion,
            Tasker tasker,
            GrantStore grants,
            TargetStore targets,
            Clock clock) {
        this.tools = tools.stream().collect(Collectors.toMap(WriteTool::name, Function.identity()));
        this.ledger = ledger;
        this.completion = completion;
        this.tasker = tasker;
        this.grants = grants;
        this.targets = targets;
        this.clock = clock;
    }

    /** Makes one attempt and says how the write has ended. */
    String run(UUID operationId) {
        Instant startedAt =
                Instant.ofEpochMilli(Activity.getExecutionContext().getInfo().getStartedTimestamp());
        try {
            Deadline deadline = deadline(startedAt, operationId);
            return ledger.beginAttempt(operationId, startedAt)
                    .map(operation -> attemptAndNoteItsEnd(operation, deadline))
                    .orElseGet(() -> nothingToDo(operationId));
        } catch (ApplicationFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("operation " + operationId, e);
        }
    }

    /**
     * Counted from when Temporal handed the attempt out, not from when this process got round to it: a process can be
     * frozen in between, and the next attempt begins by Temporal's count. The deadline is set before the clock is read,
     * so that a freeze between the two can only shorten it.
     */
    private Deadline deadline(Instant startedAt, UUID operationId) {
        Deadline full = Deadline.in(WritePolicy.START_TO_CLOSE);
        Duration passed = Duration.between(startedAt, clock.instant());
        if (passed.compareTo(LATE) > 0) {
            log.warn(
                    "An attempt at operation {} began {} s ago by Temporal's clock: this process was frozen, or its clock"
                            + " is ahead",
                    operationId,
                    passed.toSeconds());
        }
        return passed.isNegative() ? full : full.earlierBy(passed);
    }

    /** A write that has ended is not done again: a late redelivery must not undo a newer one. */
    private String nothingToDo(UUID operationId) {
        return ended(ledger.find(operationId).orElseThrow().state());
    }

    /** How the write has ended; one that has not is in the hands of a later attempt. */
    private static String ended(OperationState state) {
        if (!state.ended()) {
            throw RetryableFailure.of(
                    "AttemptSuperseded", "A later attempt has begun, so this one counts for nothing", Optional.empty());
        }
        return state.columnValue();
    }

    private String attemptAndNoteItsEnd(Operation operation, Deadline deadline) {
        try {
            return attempt(operation, deadline);
        } catch (RuntimeException e) {
            noteOver(operation);
            throw e;
        }
    }

    /** An attempt whose end cannot be noted counts as running until its time is up. */
    private void noteOver(Operation operation) {
        try {
            ledger.markAttemptOver(operation);
        } catch (DataAccessException e) {
            log.debug("The end of an attempt at operation {} could not be noted", operation.id(), e);
        }
    }

    private String attempt(Operation operation, Deadline deadline) {
        WriteTool tool = Optional.ofNullable(tools.get(operation.tool())).orElseThrow();
        Attempt attempt = new Attempt(operation, tool.scopes(), ledger, tasker, grants, targets, deadline);
        try {
            requireActiveAgent(operation);
            WriteResult result = tool.apply(attempt).warnings(attempt.warnings());
            return ended(completion.end(operation, OperationState.SUCCEEDED, result.toJson(), attempt.target()));
        } catch (CallRefusedException e) {
            return reject(attempt, e.error());
        } catch (TaskerRejectedException e) {
            return reject(attempt, rejectedByTasker(e));
        } catch (TaskerLacksException e) {
            return reject(attempt, ToolError.of(ErrorCode.VALIDATION_FAILED, e.sentence()));
        } catch (TaskerUnavailableException e) {
            throw RetryableFailure.of(
                    "TaskerUnavailable", e.sentence(), e.retryAfter().map(WritePolicy::capped));
        } catch (RetryLaterException e) {
            throw RetryableFailure.of("IssueBusy", e.sentence(), Optional.of(WritePolicy.soon()));
        }
    }

    private String reject(Attempt attempt, ToolError error) {
        Operation operation = attempt.operation();
        log.info(
                "Rejected {} on {} of agent {}: {} (operation {})",
                operation.tool(),
                attempt.target().label(),
                operation.agent().id(),
                error.code().wireName(),
                operation.id());
        return ended(completion.end(operation, OperationState.REJECTED, error.toJson(), attempt.target()));
    }

    private static void requireActiveAgent(Operation operation) {
        if (!operation.agentActive()) {
            throw new CallRefusedException(
                    ToolError.of(
                            ErrorCode.SCOPE_DENIED,
                            "The agent was disabled or its owner blocked before this write took effect, so it was not written."));
        }
    }

    private static ToolError rejectedByTasker(TaskerRejectedException e) {
        ToolError error = ToolError.of(
                        ErrorCode.TASKER_REJECTED,
                        "Tasker refused this for good: " + e.reason()
                                + " Change the arguments and send it under a new idempotency_key.")
                .with("tasker_code", e.code())
                .with("tasker_message", e.reason());
        return e.field().map(field -> error.with("field", field)).orElse(error);
    }
}
