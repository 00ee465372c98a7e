package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code write_operation} that are no longer needed. */
@Repository
public class ExpiryStore {

    private final JdbcClient jdbc;

    public ExpiryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Forgets writes that ended before {@code moment}, oldest first, and their keys with them. Those of a session that has
     * not ended stay, for its finish sums them up; so does what another process is working on. The audit keeps its events.
     *
     * @return how many were forgotten
     */
    public int forgetEndedBefore(Instant moment, int limit) {
        return jdbc.sql("""
                delete from write_operation
                 where id in (select w.id
                                from write_operation w
                               where w.ended_at < :moment
                                 and not exists (select 1 from work_session s
                                                  where s.id = w.session_id and s.ended_at is null)
                               order by w.ended_at
                               limit :limit
                                 for update of w skip locked)""")
                .param("moment", moment.atOffset(UTC))
                .param("limit", limit)
                .update();
    }
}
