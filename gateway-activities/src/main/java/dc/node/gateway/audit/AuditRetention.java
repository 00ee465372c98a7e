package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes events that were sealed longer ago than they are to be kept: all rows of the oldest seals, whose seals stay. Each
 * batch leaves an event of its own.
 */
@Component
public class AuditRetention implements Expiring {

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

    /** Of one transaction, so that none is long. */
    private static final int MOST_SEALS = 500;

    private static final int MOST_ROWS = 5_000;
    private static final String ALL_TENANTS = "default";

    private final SealStore seals;
    private final AuditStore events;
    private final TransactionTemplate transactions;
    private final AuditProperties properties;
    private final InstantSource time;

    /** Goes by the database's clock, as the seals do. */
    @Autowired
    public AuditRetention(
            SealStore seals, AuditStore events, TransactionTemplate transactions, AuditProperties properties) {
        this(seals, events, transactions, properties, seals::now);
    }

    AuditRetention(
            SealStore seals,
            AuditStore events,
            TransactionTemplate transactions,
            AuditProperties properties,
            InstantSource time) {
        this.seals = seals;
        this.events = events;
        this.transactions = transactions;
        this.properties = properties;
        this.time = time;
    }

    @Override
    public String what() {
        return "audit events";
    }

    /** {@inheritDoc} All of them, in batches of its own. */
    @Override
    public int deleteExpired(Instant now, int limit) {
        return retain();
    }

    /**
     * Removes all that is old enough, batch by batch. Does nothing while another process is at it.
     *
     * @return how many events were removed
     * @throws DataAccessException when the database is away, or refuses because the rows are not those that were sealed
     */
    public int retain() {
        if (properties.retentionDays() == 0) {
            return 0;
        }
        Instant before = time.instant().minus(Duration.ofDays(properties.retentionDays()));
        int all = 0;
        int removed;
        do {
            removed = requireNonNull(transactions.execute(status -> removeBatch(before)), "a batch has a size");
            all += removed;
        } while (removed > 0);
        if (all > 0) {
            log.info("Removed {} audit events sealed more than {} days ago", all, properties.retentionDays());
        }
        return all;
    }

    private int removeBatch(Instant before) {
        if (!seals.take(SealStore.Turn.RETIRE)) {
            return 0;
        }
        Instant now = time.instant();
        List<Seal> retired = seals.retire(before, now, MOST_SEALS, MOST_ROWS);
        if (retired.isEmpty()) {
            return 0;
        }
        LongSummaryStatistics numbers = retired.stream().mapToLong(Seal::number).summaryStatistics();
        int removed = seals.deleteRows(numbers.getMin(), numbers.getMax());
        events.insert(
                AuditEvent.builder(now, AuditEvent.Kind.ADMIN, AuditEvent.Decision.ALLOW, "audit_retired", ALL_TENANTS)
                        .actor("retention")
                        .detail("%d events of seals %d to %d, sealed before %s"
                                .formatted(removed, numbers.getMin(), numbers.getMax(), before))
                        .build());
        return removed;
    }
}
