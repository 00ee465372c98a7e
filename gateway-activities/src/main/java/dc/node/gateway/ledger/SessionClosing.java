package dc.node.gateway.ledger;

import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes sessions on an administrator's word, in the transaction of that act where there is one. Nothing is written to
 * Tasker. Each agent's lock is held until the end of the transaction, so that no session opens behind its back.
 */
@Component
public class SessionClosing {

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final WorkSessionStore sessions;
    private final Clock clock;

    public SessionClosing(
            TransactionTemplate transactions, LedgerStore ledger, WorkSessionStore sessions, Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Closes an open session. The writes it has taken are promises and end by themselves; so does an accepted finish,
     * which is why a session that is finishing is left alone.
     *
     * @return false when the session is not open
     */
    public boolean close(WorkSession session, String reason) {
        return transactions.execute(status -> {
            ledger.lockAgent(session.agentId());
            return sessions.close(session.id(), "closed by an administrator: " + reason, clock.instant());
        });
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
