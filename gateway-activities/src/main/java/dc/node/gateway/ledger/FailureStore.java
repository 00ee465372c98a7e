package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Refused writes in {@code write_operation}, and whether their agent has been told. */
@Repository
public class FailureStore {

    private final JdbcClient jdbc;

    public FailureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that the refusal of this write is the answer to the call that sent it. */
    public void markToldAtOnce(UUID operationId) {
        jdbc.sql("update write_operation set told_at_once = true where id = :id")
                .param("id", operationId)
                .update();
    }

    /**
     * The agent's queued writes that were refused since and that it has not read of; from now on it has. Some clients send
     * a call twice, milliseconds apart, and use either answer: so what another call has read after {@code receivedAt},
     * when this one was already here, is told to both.
     */
    public List<LedgerEntry> takeUnread(UUID agentId, Instant receivedAt, Instant now) {
        return jdbc.sql("""
                update write_operation
                   set told_at = coalesce(told_at, :now)
                 where id in (select id from write_operation
                               where agent_id = :agent and not told_at_once and state in ('rejected', 'cancelled')
                                 and (told_at is null or told_at > :receivedAt)
                               order by sequence
                               limit 20)
                returning""" + " " + LedgerEntryRowMapper.COLUMNS)
                .param("agent", agentId)
                .param("receivedAt", receivedAt.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .query(new LedgerEntryRowMapper())
                .list();
    }
}
