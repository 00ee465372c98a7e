package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes that ended longer ago than keys are remembered, and their keys with them. They count from the end and not from
 * acceptance, so that a refusal that came late can be read as long as any other. Those of a session that has not ended stay,
 * for its finish sums them up; so does what another process is working on. The audit keeps its events.
 */
@Repository
public class ExpiryStore implements Expiring {

    /** Whether the write {@code w} belongs to no session that goes on. */
    static final String SESSION_HAS_ENDED = """
            not exists (select 1 from work_session s where s.id = w.session_id and s.ended_at is null)""";

    private final JdbcClient jdbc;
    private final LedgerProperties properties;

    public ExpiryStore(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public String what() {
        return "ended writes";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from write_operation
                 where id in (select w.id
                                from write_operation w
                               where w.ended_at < :moment
                                 and""" + " " + SESSION_HAS_ENDED + """

                               order by w.ended_at
                               limit :limit
                                 for update of w skip locked)""")
                .param("moment", now.minus(properties.keyMemory()).atOffset(UTC))
                .param("limit", limit)
                .update();
    }
}
