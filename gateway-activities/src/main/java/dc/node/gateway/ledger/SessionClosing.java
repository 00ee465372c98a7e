package dc.node.gateway.ledger;

import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes sessions on an administrator's word, in the transaction of that act where there is one. Nothing is written to
 * Tasker. Each agent's lock is held until the end of the transaction, so that no session opens behind its back.
 */
@Component
public class SessionClosing {

    /** The time an attempt has, and a second for clocks that differ. */
    private static final Duration AN_ATTEMPT_IS_OVER = Duration.ofSeconds(21);

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final WorkSessionStore sessions;
    private final WriteCompletion completion;
    private final Clock clock;

    public SessionClosing(
            TransactionTemplate transactions,
            LedgerStore ledger,
            WorkSessionStore sessions,
            WriteCompletion completion,
            Clock clock) {
        this.completion = completion;
        this.transactions = transactions;
        this.ledger = ledger;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** What came of an administrator's word. */
    public sealed interface Outcome {

        /** It is closed now, and a finish that had not ended is cancelled. */
        record Closed() implements Outcome {}

        /** It had ended before. */
        record HasEnded() implements Outcome {}

        /** Nothing was changed: an attempt at its finish may be under way until then. */
        record FinishMayRun(Instant until) implements Outcome {}
    }

    /**
     * Closes a session that has not ended. The writes it has taken are promises and end by themselves; a finish that has not
     * ended is cancelled, unless an attempt at it may be under way, and its agent is told as of any refusal.
     */
    public Outcome close(WorkSession session, String reason) {
        return transactions.execute(status -> {
            ledger.lockAgent(session.agentId());
            Instant now = clock.instant();
            if (sessions.find(session.id()).orElseThrow().endedAt().isPresent()) {
                return new Outcome.HasEnded();
            }
            Optional<LedgerStore.UnendedFinish> finish = ledger.lockFinishOf(session.id());
            Optional<Instant> over = finish.flatMap(LedgerStore.UnendedFinish::runningSince)
                    .map(since -> since.plus(AN_ATTEMPT_IS_OVER))
                    .filter(now::isBefore);
            if (over.isPresent()) {
                return new Outcome.FinishMayRun(over.get());
            }
            sessions.close(session.id(), "closed by an administrator: " + reason, now);
            finish.ifPresent(unended -> completion.endFromOutside(
                    unended.id(),
                    unended.attempts(),
                    OperationState.CANCELLED,
                    "An administrator closed the session before this finish took effect: " + endOfSentence(reason)));
            return new Outcome.Closed();
        });
    }

    private static String endOfSentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** Closes all sessions of an agent that may not act any more, finishing or not, and says how many. */
    public int closeAllOf(UUID agentId) {
        return transactions.execute(status -> {
            ledger.lockAgent(agentId);
            return sessions.closeAllOf(agentId, "its agent was disabled", clock.instant());
        });
    }

    /** The same for all agents of an owner. */
    public int closeAllOfOwner(String tenant, String ownerUserId) {
        return transactions.execute(status -> {
            ledger.lockAgentsOf(tenant, ownerUserId);
            return sessions.closeAllOfOwner(tenant, ownerUserId, "its agent's owner was blocked", clock.instant());
        });
    }
}
