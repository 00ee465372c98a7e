package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code write_operation} as an outbox: what Temporal has yet to be told. */
@Repository
public class DispatchStore {

    private final JdbcClient jdbc;

    public DispatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The agent's accepted writes whose turn has come, in their order. */
    List<UUID> findTurns(UUID agentId) {
        return jdbc.sql("""
                select w.id
                  from write_operation w
                 where w.agent_id = :agent and w.ended_at is null and w.state = 'accepted'
                   and""" + " " + Turn.HAS_COME + """

                 order by w.sequence
                 limit 100""")
                .param("agent", agentId)
                .query(UUID.class)
                .list();
    }

    /**
     * Takes up accepted writes whose turn has come and that nobody has dispatched in good time, and keeps other replicas
     * from doing the same until {@code untilAgain} has passed.
     */
    public List<UUID> claimUndispatched(Instant now, Duration untilAgain, int limit) {
        return jdbc.sql("""
                update write_operation
                   set sweep_after = :again
                 where id in (select w.id
                                from write_operation w
                               where w.ended_at is null and w.state = 'accepted' and w.sweep_after < :now
                                 and""" + " " + Turn.HAS_COME + """

                               order by w.sequence
                               limit :limit
                                 for update of w skip locked)
                returning id""")
                .param("now", now.atOffset(UTC))
                .param("again", now.plus(untilAgain).atOffset(UTC))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    public Optional<DispatchOrder> findDispatchOrder(UUID operationId) {
        return jdbc.sql("""
                select w.id, w.tool, w.agent_id, a.owner_user_id, w.target_label, w.accepted_at,
                       p.workspace_slug, p.identifier, i.issue_key, s.id as session_id,
                       s.workflow_started_at is not null as session_started
                  from write_operation w
                  join agent a on a.id = w.agent_id
                  left join issue_project i on i.issue_id = w.issue_id
                  left join known_project p on p.id = coalesce(w.project_id, i.project_id)
                  left join work_session s on s.id = w.session_id and s.ended_at is null
                 where w.id = :id and w.ended_at is null""")
                .param("id", operationId)
                .query(DispatchStore::dispatchOrder)
                .optional();
    }

    public void markDispatched(UUID operationId, Instant now) {
        jdbc.sql("""
                update write_operation
                   set state = 'dispatched', dispatched_at = :now
                 where id = :id and state = 'accepted'""").param("id", operationId).param("now", now.atOffset(UTC)).update();
    }

    private static DispatchOrder dispatchOrder(ResultSet row, int number) throws SQLException {
        return new DispatchOrder(
                row.getObject("id", UUID.class),
                row.getString("tool"),
                row.getObject("agent_id", UUID.class),
                row.getString("owner_user_id"),
                row.getString("target_label"),
                Optional.ofNullable(row.getString("workspace_slug")),
                Optional.ofNullable(row.getString("identifier")),
                Optional.ofNullable(row.getString("issue_key")),
                Optional.ofNullable(row.getObject("session_id", UUID.class)),
                row.getBoolean("session_started"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }
}
