package dc.node.gateway.sessions.workflow;

import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.writes.RetryableFailure;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class SessionActivitiesImpl implements SessionActivities {

    private final AbandonedSessions abandoned;

    SessionActivitiesImpl(AbandonedSessions abandoned) {
        this.abandoned = abandoned;
    }

    @Override
    public Duration closeIfDue(UUID sessionId) {
        try {
            return abandoned.closeIfDue(sessionId);
        } catch (RuntimeException e) {
            throw RetryableFailure.afterFault("session " + sessionId, e);
        }
    }
}
