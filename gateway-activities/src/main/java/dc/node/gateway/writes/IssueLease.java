package dc.node.gateway.writes;

import dc.node.gateway.ledger.Operation;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The right to read, change and write back one issue, held by one attempt at a time across all replicas. Kept in the
 * ledger's database in short statements, by its clock; no connection is held while Tasker works. A holder that died loses
 * it after {@link #LIFETIME}, or to the next attempt at the same write.
 */
@Component
class IssueLease {

    /** As long as an attempt may last: a living holder never outlives its lease. */
    static final Duration LIFETIME = Duration.ofSeconds(20);

    /** What must be left of the attempt once the lease is held: a read and a write. */
    private static final Duration NEEDED_AFTER = Duration.ofSeconds(9);

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
        Operation holder = attempt.operation();
        while (!tryAcquire(issueId, holder)) {
            if (attempt.call().deadline().left().compareTo(NEEDED_AFTER) < 0) {
                throw new RetryLaterException("Other writes are changing this issue");
            }
            pause();
        }
        try {
            return work.get();
        } finally {
            release(issueId, holder);
        }
    }

    private boolean tryAcquire(UUID issueId, Operation holder) {
        return jdbc.sql("""
                insert into issue_lease as lease (issue_id, operation_id, attempt, expires_at)
                values (:issue, :operation, :attempt, now() + cast(:lifetime as interval))
                    on conflict (issue_id) do update
                   set operation_id = excluded.operation_id, attempt = excluded.attempt, expires_at = excluded.expires_at
                 where lease.expires_at < now()
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
    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(5, 40)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("The worker is stopping");
        }
    }
}
