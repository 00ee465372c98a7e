package dc.node.gateway.dispatch;

import dc.node.gateway.sessions.WorkSessionStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Asks now and then whether the workflow of each open session still runs. One that an operator has terminated, or that
 * Temporal has forgotten, is started again: nobody else would close the session in time.
 */
@Component
class SessionSweeper {

    private static final Logger log = LoggerFactory.getLogger(SessionSweeper.class);

    /** Between two questions about one session, whose idle limit is some hours. */
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** With a sweep each ten seconds, 3,000 open sessions for each process. */
    private static final int BATCH = 100;

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final WorkSessionStore sessions;
    private final TemporalInquiry temporal;
    private final TemporalTimeLimit timeLimit;
    private final Clock clock;

    SessionSweeper(WorkSessionStore sessions, TemporalInquiry temporal, TemporalTimeLimit timeLimit, Clock clock) {
        this.sessions = sessions;
        this.temporal = temporal;
        this.timeLimit = timeLimit;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10_000)
    void sweep() {
        try {
            for (UUID sessionId : sessions.claimToAskAfter(clock.instant(), INTERVAL, BATCH)) {
                if (!askAfter(sessionId)) {
                    return;
                }
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "The sweeper of sessions cannot reach the ledger: {}",
                    e.getClass().getSimpleName());
        }
    }

    /** False when Temporal is away: there is no point in asking after the next. */
    private boolean askAfter(UUID sessionId) {
        try {
            boolean gone = timeLimit.within(LIMIT, () -> temporal.workflowIsGone(sessionId));
            // The sweeper of the outbox starts it.
            if (gone && sessions.forgetWorkflowUnlessPending(sessionId)) {
                log.warn("The workflow of open session {} is gone; it is started again", sessionId);
            }
            return true;
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            Status status = Status.fromThrowable(e);
            log.debug("Temporal did not say what became of the workflow of session {}: {}", sessionId, status);
            return !WriteDispatcher.AWAY.contains(status.getCode());
        }
    }
}
