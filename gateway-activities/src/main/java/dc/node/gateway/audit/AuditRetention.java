package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes events that were sealed longer ago than they are to be kept: all rows of the oldest seals, whose seals stay. Each
 * batch leaves an event of its own.
 */
@Component
public class AuditRetention implements Expiring {

    /** Of one transaction, so that none is long. */
    private static final int MOST_SEALS = 500;

    private static final int MOST_ROWS = 5_000;
    private static final String ALL_TENANTS = "default";

    private final SealStore seals;
    private final AuditStore events;
    private final TransactionTemplate transactions;
    private final AuditProperties properties;

    public AuditRetention(
            SealStore seals, AuditStore events, TransactionTemplate transactions, AuditProperties properties) {
        this.seals = seals;
        this.events = events;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Override
    public String what() {
        return "audit events";
    }

    /**
     * {@inheritDoc} Whole seals at a time, so it may be some more. Does nothing while another process is at it.
     *
     * @throws org.springframework.dao.DataAccessException also when the database refuses because the rows are not those that
     *     were sealed
     */
    @Override
    public int deleteExpired(Instant now, int limit) {
        if (properties.retentionDays() == 0) {
            return 0;
        }
        Instant before = now.minus(Duration.ofDays(properties.retentionDays()));
        int all = 0;
        int removed;
        do {
            removed = requireNonNull(transactions.execute(status -> removeBatch(before, now)), "a batch has a size");
            all += removed;
        } while (removed > 0 && all < limit);
        return all;
    }

    private int removeBatch(Instant before, Instant now) {
        if (!seals.take(SealStore.Turn.RETIRE)) {
            return 0;
        }
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
