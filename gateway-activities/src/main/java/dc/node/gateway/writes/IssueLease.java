package dc.node.gateway.writes;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The right to read, change and write back one issue, held by one operation at a time across all replicas. Kept in the
 * ledger's database in short statements; no connection is held while Tasker works. A holder that died loses it after
 * {@link #LIFETIME}.
 */
@Component
class IssueLease {

    /** As long as an attempt may last: a living holder never outlives its lease. */
    static final Duration LIFETIME = Duration.ofSeconds(20);

    /** What must be left of the attempt once the lease is held: a read and a write. */
    private static final Duration NEEDED_AFTER = Duration.ofSeconds(9);

    private final JdbcClient jdbc;
    private final Clock clock;

    IssueLease(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Does {@code work} while holding the lease, which is waited for as long as the attempt has time.
     *
     * @throws RetryLaterException when it has not
     */
    <T> T holding(UUID issueId, Attempt attempt, Supplier<T> work) {
        UUID holder = attempt.operation().id();
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

    private boolean tryAcquire(UUID issueId, UUID holder) {
        Instant now = clock.instant();
        return jdbc.sql("""
                insert into issue_lease as lease (issue_id, holder, expires_at)
                values (:issue, :holder, :expires)
                    on conflict (issue_id) do update
                   set holder = excluded.holder, expires_at = excluded.expires_at
                 where lease.expires_at < :now or lease.holder = excluded.holder""")
                        .param("issue", issueId)
                        .param("holder", holder)
                        .param("expires", now.plus(LIFETIME).atOffset(UTC))
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    private void release(UUID issueId, UUID holder) {
        jdbc.sql("delete from issue_lease where issue_id = :issue and holder = :holder")
                .param("issue", issueId)
                .param("holder", holder)
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
