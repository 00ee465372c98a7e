package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Each second, one process at a time, adds a link to the chain for the rows that have come since. It only reads the trail,
 * so nobody who writes waits for it.
 */
@Component
public class AuditSealer {

    private static final Logger log = LoggerFactory.getLogger(AuditSealer.class);

    /**
     * How long a row may commit after one with a higher id has been sealed, and still be sealed itself. An id unused for
     * longer is of a transaction that was rolled back. No statement of the gateway lasts longer than 10 s.
     */
    static final Duration HORIZON = Duration.ofMinutes(10);

    /** Rows of one seal: some three megabytes in memory, a tenth of a second. */
    private static final int BATCH = 5_000;

    private final SealStore seals;
    private final TransactionTemplate transactions;
    private final InstantSource time;

    /** Goes by the database's clock: one replica's wrong clock would date the chain for all. */
    @Autowired
    public AuditSealer(SealStore seals, TransactionTemplate transactions) {
        this(seals, transactions, seals::now);
    }

    AuditSealer(SealStore seals, TransactionTemplate transactions, InstantSource time) {
        this.seals = seals;
        this.transactions = transactions;
        this.time = time;
    }

    @Scheduled(fixedDelay = 1_000)
    public void tick() {
        try {
            seal();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The audit trail cannot be sealed now: {}", e.getClass().getSimpleName());
        }
    }

    /**
     * Seals all there is, in as many seals as it takes. Does nothing while another process is at it.
     *
     * @return how many events were sealed
     */
    public int seal() {
        int all = 0;
        int sealed;
        do {
            sealed = requireNonNull(transactions.execute(status -> sealBatch()), "a batch has a size");
            all += sealed;
        } while (sealed == BATCH);
        return all;
    }

    private int sealBatch() {
        if (!seals.take(SealStore.Turn.SEAL)) {
            return 0;
        }
        Optional<Seal> last = seals.last();
        List<RowHash> rows = seals.unsealed(HORIZON, BATCH);
        if (!rows.isEmpty()) {
            seals.insert(Seal.over(
                    rows,
                    last.map(Seal::number).orElse(0L) + 1,
                    last.map(Seal::hash).orElse(Seal.NO_HASH),
                    last.map(Seal::highestId).orElse(Long.MIN_VALUE),
                    notBefore(last)));
        }
        return rows.size();
    }

    /** The chain's time never goes back. */
    private Instant notBefore(Optional<Seal> last) {
        Instant now = time.instant();
        return last.map(Seal::sealedAt).filter(now::isBefore).orElse(now);
    }
}
