package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.DispatchedTo;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.UnendedWrite;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.writes.WritePolicy;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Makes ledger and Temporal agree in the end. A write that Temporal was given and that has not ended for a while is asked
 * after: what Temporal does not know is given to it again, what was closed there from outside ends here too, so that
 * nothing waits behind it for ever.
 */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    /** How long a write is left alone after it was given to Temporal, and between two looks at it. */
    static final Duration LOOK_AFTER = Duration.ofSeconds(10);

    /**
     * When the workflow of a session is asked whether it still has a write: no attempt has begun for as long. While Tasker
     * is down one does each ten seconds, so then none is asked.
     */
    private static final Duration SILENT_TOO_LONG = Duration.ofMinutes(1);

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** A workflow that no worker answers for is held for sound; the others are not asked in the same round. */
    private static final Duration QUERY_LIMIT = Duration.ofSeconds(2);

    private static final int BATCH = 100;

    /** Code whose activity was terminated runs to its end; only then is there certainly nothing more to come. */
    private static final Duration ATTEMPT_IS_OVER = WritePolicy.START_TO_CLOSE.plusSeconds(1);

    private final DispatchStore outbox;
    private final WorkSessionStore sessions;
    private final WriteCompletion completion;
    private final TemporalInquiry temporal;
    private final TemporalTimeLimit timeLimit;
    private final Clock clock;

    Reconciler(
            DispatchStore outbox,
            WorkSessionStore sessions,
            WriteCompletion completion,
            TemporalInquiry temporal,
            TemporalTimeLimit timeLimit,
            Clock clock) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.completion = completion;
        this.temporal = temporal;
        this.timeLimit = timeLimit;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void reconcile() {
        try {
            UnderWayInSessions underWay = new UnderWayInSessions();
            for (UnendedWrite write : outbox.claimUnended(clock.instant(), LOOK_AFTER, BATCH)) {
                if (!askAfter(write, underWay)) {
                    return;
                }
            }
            endOverdue();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The reconciler cannot reach the ledger: {}", e.getClass().getSimpleName());
        }
    }

    /** False when Temporal is away: there is no point in asking after the next. */
    private boolean askAfter(UnendedWrite write, UnderWayInSessions underWay) {
        UUID operationId = write.order().operationId();
        try {
            Fate fate = timeLimit.within(LIMIT, () -> temporal.fateOf(write));
            agree(write, fate instanceof Fate.UnderWay && silentTooLong(write) ? underWay.fateOf(write) : fate);
            return true;
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            Status status = Status.fromThrowable(e);
            log.debug("Temporal did not say what became of operation {}: {}", operationId, status);
            return !WriteDispatcher.AWAY.contains(status.getCode());
        }
    }

    private void agree(UnendedWrite write, Fate fate) {
        if (!noAttemptRuns(write)) {
            return;
        }
        UUID operationId = write.order().operationId();
        switch (fate) {
            case Fate.UnderWay() -> {}
            case Fate.Forgotten() -> {
                log.warn("Temporal does not know operation {}; it is given to it again", operationId);
                write.order().sessionId().ifPresent(sessions::forgetWorkflow);
                outbox.putBack(operationId, clock.instant());
            }
            case Fate.LeftBehind() -> outbox.putBack(operationId, clock.instant());
            case Fate.Closed closed -> {
                log.warn("Operation {} ended outside the gateway: {}", operationId, closed.sentence());
                completion.endFromOutside(operationId, write.attempts(), closed.state(), closed.sentence());
            }
        }
    }

    /** What Temporal has not taken in all its time ends here, or it would be tried, and hold up others, for ever. */
    private void endOverdue() {
        Instant acceptedBefore = clock.instant().minus(WritePolicy.SCHEDULE_TO_CLOSE);
        outbox.findOverdue(acceptedBefore, BATCH)
                .forEach(operationId -> completion.endFromOutside(
                        operationId,
                        0,
                        OperationState.REJECTED,
                        "This write could not be handed to Temporal for as long as it may wait."));
    }

    private boolean silentTooLong(UnendedWrite write) {
        Instant lastSign =
                write.attemptStartedAt().filter(write.dispatchedAt()::isBefore).orElse(write.dispatchedAt());
        return write.dispatchedTo() == DispatchedTo.SESSION
                && lastSign.plus(SILENT_TOO_LONG).isBefore(clock.instant());
    }

    /** What the workflows of sessions say they have under way, each asked once in a round. */
    private final class UnderWayInSessions {

        private final Map<UUID, Set<UUID>> known = new HashMap<>();
        private boolean noAnswer;

        Fate fateOf(UnendedWrite write) {
            UUID sessionId = write.order().sessionId().orElseThrow();
            if (!noAnswer && !known.containsKey(sessionId)) {
                ask(sessionId);
            }
            Set<UUID> underWay = known.get(sessionId);
            if (underWay == null || underWay.contains(write.order().operationId())) {
                return new Fate.UnderWay();
            }
            log.warn(
                    "The workflow of session {} does not have operation {}; it is given to it again",
                    sessionId,
                    write.order().operationId());
            return new Fate.LeftBehind();
        }

        private void ask(UUID sessionId) {
            try {
                known.put(sessionId, timeLimit.within(QUERY_LIMIT, () -> temporal.underWayIn(sessionId)));
            } catch (StatusRuntimeException | WorkflowException e) {
                noAnswer = true;
                log.debug("The workflow of session {} does not say what it has under way", sessionId, e);
            }
        }
    }

    private boolean noAttemptRuns(UnendedWrite write) {
        Instant now = clock.instant();
        return write.attemptStartedAt()
                .map(startedAt -> startedAt.plus(ATTEMPT_IS_OVER).isBefore(now))
                .orElse(true);
    }
}
