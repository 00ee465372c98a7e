package dc.node.gateway.audit;

import dc.node.gateway.audit.AuditStore.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes events that nobody has to wait for, and stores them within a second, each exactly once. At most 10,000 wait; beyond
 * that the caller stores its event itself. While the database is away they go on waiting; what still waits when the
 * process ends without the database, or is killed, is lost.
 */
@Component
public class AuditBuffer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AuditBuffer.class);
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;

    private final AuditStore store;
    private final TransactionTemplate transactions;
    private final BlockingQueue<AuditEvent> waiting;
    /** Taken from the queue and not known to be stored, at most one batch or what it was cut into. */
    private final Deque<List<AuditEvent>> unstored = new ArrayDeque<>();
    /** The transaction that last tried to store the first of these, if it may have been committed. */
    private Optional<String> doubtful = Optional.empty();

    private volatile boolean closed;
    private boolean failing;

    @Autowired
    public AuditBuffer(AuditStore store, TransactionTemplate transactions) {
        this(store, transactions, new ArrayBlockingQueue<>(CAPACITY));
    }

    AuditBuffer(AuditStore store, TransactionTemplate transactions, BlockingQueue<AuditEvent> waiting) {
        this.store = store;
        this.transactions = transactions;
        this.waiting = waiting;
    }

    /**
     * Takes an event.
     *
     * @throws DataAccessException only when the buffer is full and the database is out of reach, too
     */
    public void add(AuditEvent event) {
        if (closed || !waiting.offer(event)) {
            store.insert(event);
        } else if (closed && waiting.remove(event)) {
            // The process ended meanwhile, and the last flush may have missed it; what that has taken is no longer
            // here.
            store.insert(event);
        }
    }

    /** Stores what waits. While the database is away it says so once and keeps it for the next time. */
    @Scheduled(fixedDelay = 500)
    public synchronized void flush() {
        try {
            storeAll();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("Audit events wait, for they cannot be stored now: {}", e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        flush();
        int left = waiting.size() + unstored.stream().mapToInt(List::size).sum();
        if (left > 0) {
            log.error("{} audit events are lost, for the database was out of reach when the gateway ended", left);
        }
    }

    private void storeAll() {
        while (fill()) {
            Outcome before = doubtful.map(store::outcome).orElse(Outcome.NOT_COMMITTED);
            if (before == Outcome.IN_PROGRESS) {
                return;
            }
            if (before == Outcome.COMMITTED || storeFirst()) {
                unstored.removeFirst();
            }
            doubtful = Optional.empty();
        }
    }

    /** False when nothing waits. */
    private boolean fill() {
        if (unstored.isEmpty()) {
            List<AuditEvent> batch = new ArrayList<>();
            waiting.drainTo(batch, BATCH);
            if (!batch.isEmpty()) {
                unstored.add(List.copyOf(batch));
            }
        }
        return !unstored.isEmpty();
    }

    /** False when the first batch has been cut into single events. */
    private boolean storeFirst() {
        List<AuditEvent> batch = unstored.getFirst();
        try {
            transactions.executeWithoutResult(status -> {
                doubtful = Optional.of(store.currentTransaction());
                store.insertAll(batch);
            });
            return true;
        } catch (DataIntegrityViolationException e) {
            if (batch.size() == 1) {
                log.error(
                        "An audit event ({}) of agent {} is lost, for the database refuses its values",
                        batch.getFirst().tool().orElse("no tool"),
                        batch.getFirst().agentId().map(UUID::toString).orElse("none"));
                return true;
            }
            // One that cannot be stored must not keep back the others.
            unstored.removeFirst();
            batch.forEach(event -> unstored.add(List.of(event)));
            return false;
        }
    }
}
