package dc.node.gateway.sessions.workflow;

import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.SessionStanding;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.writes.RetryableFailure;
import dc.node.gateway.writes.WritePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class SessionActivitiesImpl implements SessionActivities {

    /** Temporal gives a write up when its next attempt would come too late, which may be so some minutes before. */
    private static final Duration NO_RETRY_FITS = Duration.ofMinutes(10);

    private final AbandonedSessions abandoned;
    private final LedgerStore ledger;
    private final SessionWritesStore writes;
    private final WriteCompletion completion;
    private final Clock clock;

    SessionActivitiesImpl(
            AbandonedSessions abandoned,
            LedgerStore ledger,
            SessionWritesStore writes,
            WriteCompletion completion,
            Clock clock) {
        this.abandoned = abandoned;
        this.ledger = ledger;
        this.writes = writes;
        this.completion = completion;
        this.clock = clock;
    }

    @Override
    public Duration closeIfDue(UUID sessionId) {
        try {
            return abandoned.closeIfDue(sessionId);
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("session " + sessionId, e);
        }
    }

    @Override
    public SessionStanding standing(UUID sessionId) {
        try {
            return writes.standing(sessionId, clock.instant()).orElseThrow();
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("session " + sessionId, e);
        }
    }

    @Override
    public void recordGivenUp(UUID operationId) {
        try {
            ledger.findUnended(operationId)
                    .ifPresent(operation -> completion.endFromOutside(
                            operationId, operation.attempt(), OperationState.REJECTED, whyGivenUp(operation)));
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("operation " + operationId, e);
        }
    }

    /** An operator can complete or fail an activity by hand, long before its time is up. */
    private String whyGivenUp(Operation operation) {
        Instant timeIsAlmostUp =
                operation.acceptedAt().plus(WritePolicy.SCHEDULE_TO_CLOSE).minus(NO_RETRY_FITS);
        return clock.instant().isBefore(timeIsAlmostUp)
                ? "An operator ended this write in Temporal."
                : WriteCompletion.TRIED_IN_VAIN;
    }
}
