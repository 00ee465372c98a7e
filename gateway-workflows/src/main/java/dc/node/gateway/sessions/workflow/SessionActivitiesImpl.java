package dc.node.gateway.sessions.workflow;

import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.sessions.SessionStanding;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.writes.RetryableFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class SessionActivitiesImpl implements SessionActivities {

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
                            operationId, operation.attempt(), OperationState.REJECTED, WriteCompletion.TRIED_IN_VAIN));
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("operation " + operationId, e);
        }
    }
}
