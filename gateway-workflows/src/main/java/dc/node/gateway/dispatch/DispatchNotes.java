package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.Dispatched;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.LedgerListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Notes in the ledger what Temporal has taken, all of a tenth of a second at once. Most writes have ended by then, and are spared
 * the statement. What is not noted, because the process dies, the sweeper dispatches once more under the same id.
 */
@Component
class DispatchNotes implements LedgerListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DispatchNotes.class);

    private final DispatchStore outbox;
    private final Map<UUID, Dispatched> unnoted = new ConcurrentHashMap<>();

    DispatchNotes(DispatchStore outbox) {
        this.outbox = outbox;
    }

    void add(Dispatched taken) {
        unnoted.put(taken.operationId(), taken);
    }

    @Override
    public void onEnded(LedgerEntry entry, Duration age) {
        unnoted.remove(entry.operationId());
    }

    /** Tries again the next time while the database is out of reach. */
    @Scheduled(fixedDelay = 100)
    void flush() {
        List<Dispatched> taken = List.copyOf(unnoted.values());
        if (taken.isEmpty()) {
            return;
        }
        try {
            outbox.markDispatched(taken, Reconciler.LOOK_AFTER);
            taken.forEach(each -> unnoted.remove(each.operationId(), each));
        } catch (DataAccessException | TransactionException e) {
            log.debug("What Temporal has taken cannot be noted now", e);
        }
    }

    @Override
    public void destroy() {
        flush();
    }
}
