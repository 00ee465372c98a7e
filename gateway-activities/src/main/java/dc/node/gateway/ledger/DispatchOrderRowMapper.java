package dc.node.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads what Temporal is told of a write from any row that has {@link #COLUMNS}. */
final class DispatchOrderRowMapper implements RowMapper<DispatchOrder> {

    /** Columns of a {@code write_operation w} with its {@link #JOINS}. */
    static final String COLUMNS = """
            w.id, w.tool, w.agent_id, a.owner_user_id, w.target_label, w.accepted_at, p.workspace_slug, p.identifier,
            i.issue_key, w.session_id, s.id is not null and s.ended_at is null as session_open,
            s.workflow_started_at is not null as session_started, w.put_back
            """;

    static final String JOINS = """
            join agent a on a.id = w.agent_id
            left join issue_project i on i.issue_id = w.issue_id
            left join known_project p on p.id = coalesce(w.project_id, i.project_id)
            left join work_session s on s.id = w.session_id
            """;

    @Override
    public DispatchOrder mapRow(ResultSet row, int number) throws SQLException {
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
                row.getBoolean("session_open"),
                row.getBoolean("session_started"),
                row.getBoolean("put_back"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }
}
