package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.UnendedWrite;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.writes.WritePolicy;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private static final Duration LIMIT = Duration.ofSeconds(3);
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
            for (UnendedWrite write : outbox.claimUnended(clock.instant(), LOOK_AFTER, BATCH)) {
                if (!askAfter(write)) {
                    return;
                }
            }
            endOverdue();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The reconciler cannot reach the ledger: {}", e.getClass().getSimpleName());
        }
    }

    /** False when Temporal is away: there is no point in asking after the next. */
    private boolean askAfter(UnendedWrite write) {
        UUID operationId = write.order().operationId();
        try {
            agree(write, timeLimit.within(LIMIT, () -> temporal.fateOf(write)));
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

    private boolean noAttemptRuns(UnendedWrite write) {
        Instant now = clock.instant();
        return write.attemptStartedAt()
                .map(startedAt -> startedAt.plus(ATTEMPT_IS_OVER).isBefore(now))
                .orElse(true);
    }
}
