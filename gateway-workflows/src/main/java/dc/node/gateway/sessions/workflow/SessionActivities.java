package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.SessionStanding;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.UUID;

/** What a session's workflow asks of the database. */
@ActivityInterface
public interface SessionActivities {

    /** Closes the session as abandoned if its time is up; returns how long until to ask again, zero when it has ended. */
    @ActivityMethod(name = "close_session_if_due")
    Duration closeIfDue(UUID sessionId);

    /** How the session stands by the ledger. */
    @ActivityMethod(name = "session_standing")
    SessionStanding standing(UUID sessionId);

    /** Ends a write in the ledger that Temporal has given up. */
    @ActivityMethod(name = "record_given_up")
    void recordGivenUp(UUID operationId);
}
