package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.sessions.WorkSessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The outbox's other end: each second, starts what was accepted and that Temporal does not have yet, because it was away,
 * because the process died in between, or because nobody was there when the turn came; and tells the workflows of sessions
 * that were closed past them.
 */
@Component
class DispatchSweeper {

    private static final Logger log = LoggerFactory.getLogger(DispatchSweeper.class);

    private static final int BATCH = 200;

    /** Long enough for a whole batch to be handed over before another replica takes it up again. */
    private static final Duration UNTIL_AGAIN = Duration.ofSeconds(10);

    private final DispatchStore outbox;
    private final WorkSessionStore sessions;
    private final WriteDispatcher dispatcher;
    private final DispatchNotes notes;
    private final Clock clock;

    DispatchSweeper(
            DispatchStore outbox,
            WorkSessionStore sessions,
            WriteDispatcher dispatcher,
            DispatchNotes notes,
            Clock clock) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.dispatcher = dispatcher;
        this.notes = notes;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1_000)
    void sweep() {
        try {
            if (startSessions() && sweepWrites()) {
                recheckSessions();
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("The sweeper cannot reach the ledger: {}", e.getClass().getSimpleName());
        }
    }

    /** False when Temporal turned out to be away: one try a sweep is enough to find out whether it is back. */
    private boolean startSessions() {
        return sessions.listUnstarted(BATCH).stream()
                .allMatch(sessionId -> dispatcher.startSession(sessionId) || dispatcher.temporalReachable());
    }

    /** While Temporal is away one write finds out whether it is back. */
    private boolean sweepWrites() {
        boolean reachable = dispatcher.temporalReachable();
        // Else what was dispatched a moment ago would be once more.
        notes.flush();
        return dispatcher.dispatch(outbox.claimUndispatched(
                        clock.instant(), reachable ? UNTIL_AGAIN : Duration.ZERO, reachable ? BATCH : 1))
                || dispatcher.temporalReachable();
    }

    private void recheckSessions() {
        List<UUID> told = dispatcher.recheckSessions(sessions.listRecheckDue(BATCH));
        if (!told.isEmpty()) {
            sessions.markRechecked(told);
        }
    }
}
