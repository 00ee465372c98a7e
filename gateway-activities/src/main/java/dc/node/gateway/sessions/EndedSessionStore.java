package dc.node.gateway.sessions;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Work sessions that ended long ago. The audit keeps its events of them. */
@Repository
public class EndedSessionStore implements Expiring {

    /** From the end. Their writes have been forgotten long before. */
    private static final Duration KEPT = Duration.ofDays(365);

    private final JdbcClient jdbc;

    public EndedSessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String what() {
        return "work sessions";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from work_session
                 where id in (select id from work_session
                               where ended_at < :before
                               order by ended_at
                               limit :limit
                                 for update skip locked)""")
                .param("before", now.minus(KEPT).atOffset(UTC))
                .param("limit", limit)
                .update();
    }
}
