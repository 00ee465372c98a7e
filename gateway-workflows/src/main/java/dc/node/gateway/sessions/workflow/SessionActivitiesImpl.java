package dc.node.gateway.sessions.workflow;

import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class SessionActivitiesImpl implements SessionActivities {

    private final AbandonedSessions abandoned;
    private final WriteCompletion completion;

    SessionActivitiesImpl(AbandonedSessions abandoned, WriteCompletion completion) {
        this.abandoned = abandoned;
        this.completion = completion;
    }

    @Override
    public Duration closeIfDue(UUID sessionId) {
        return abandoned.closeIfDue(sessionId);
    }

    @Override
    public void recordGivenUp(UUID operationId) {
        completion.endFromOutside(
                operationId,
                OperationState.REJECTED,
                "This write was tried for as long as it may be and did not succeed.");
    }
}
