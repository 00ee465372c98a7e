package dc.node.gateway.writes;

import dc.node.gateway.ledger.Operation;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The right to change what one issue is like, held by one write at a time across all agents and replicas: whoever reads it,
 * changes it and writes it back holds it, and whoever sets it to something. Kept in the ledger's database in short
 * statements, by its clock; no connection is held while Tasker works.
 *
 * <p>It is given up by the transaction that ends the write ({@link dc.node.gateway.ledger.WriteCompletion}), and by an
 * attempt that has sent nothing. In all other cases the outcome is not known, or not recorded, and the next attempt at the
 * same write finds out; until then no other may change the issue, for it would hide the effect, and that would be made
 * again. So a write that may have been sent holds its issue until it ends, however long that takes.
 */
@Component
class IssueLease {

    /** For a holder that died before it sent anything: longer than an attempt lasts. */
    static final Duration LIFETIME = Duration.ofSeconds(25);

    /** What must be left of the attempt once the lease is held: a read and a write. */
    private static final Duration NEEDED_AFTER = Duration.ofSeconds(9);

    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final JdbcClient jdbc;

    IssueLease(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Does {@code work} while holding the lease, which is waited for as long as the attempt has time.
     *
     * @throws RetryLaterException when it has not
     */
    <T> T holding(UUID issueId, Attempt attempt, Supplier<T> work) {
        acquire(issueId, attempt);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (!attempt.mayBeOnItsWay()) {
                release(issueId, attempt.operation());
            }
            throw e;
        }
    }

    private void acquire(UUID issueId, Attempt attempt) {
        long longestPause = SHORTEST_PAUSE_MILLIS;
        while (!tryAcquire(issueId, attempt.operation())) {
            if (attempt.call().deadline().left().compareTo(NEEDED_AFTER) < 0) {
                throw new RetryLaterException("Other writes are changing this issue");
            }
            longestPause = Math.min(2 * longestPause, LONGEST_PAUSE_MILLIS);
            pause(longestPause);
        }
    }

    private boolean tryAcquire(UUID issueId, Operation holder) {
        return jdbc.sql("""
                insert into issue_lease as lease (issue_id, operation_id, attempt, expires_at)
                values (:issue, :operation, :attempt, now() + cast(:lifetime as interval))
                    on conflict (issue_id) do update
                   set operation_id = excluded.operation_id, attempt = excluded.attempt, expires_at = excluded.expires_at
                 where (lease.expires_at < now()
                        and not exists (select 1 from write_operation holder
                                         where holder.id = lease.operation_id and holder.ended_at is null
                                           and holder.sent_at is not null))
                    or (lease.operation_id = excluded.operation_id and lease.attempt <= excluded.attempt)""")
                        .param("issue", issueId)
                        .param("operation", holder.id())
                        .param("attempt", holder.attempt())
                        .param("lifetime", LIFETIME.toString())
                        .update()
                == 1;
    }

    private void release(UUID issueId, Operation holder) {
        jdbc.sql("""
                delete from issue_lease
                 where issue_id = :issue and operation_id = :operation and attempt = :attempt""")
                .param("issue", issueId)
                .param("operation", holder.id())
                .param("attempt", holder.attempt())
                .update();
    }

    /** With jitter, so that waiters do not all ask at once. */
    private static void pause(long longestMillis) {
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("The worker is stopping");
        }
    }
}
