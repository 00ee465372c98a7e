package dc.node.gateway.ledger;

import dc.node.gateway.grants.ActiveAgent;
import dc.node.gateway.json.Json;
import dc.node.gateway.targets.Target;
import dc.node.gateway.tasker.ActingAgent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a write, as an attempt finds it, from any row that has {@link #COLUMNS}. */
final class OperationRowMapper implements RowMapper<Operation> {

    /** Columns of a {@code write_operation w} and its {@code agent a}. */
    static final String COLUMNS = """
            w.id, w.tool, w.agent_id, a.display_name, a.owner_user_id, a.tenant, w.arguments, w.project_id, w.issue_id,
            w.target_label, w.session_id, w.idempotency_key, w.accepted_at, w.attempts,
            w.sent_at is not null as sent,
            (""" + ActiveAgent.CONDITION + ") as agent_active";

    @Override
    public Operation mapRow(ResultSet row, int number) throws SQLException {
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("tool"),
                new ActingAgent(
                        row.getObject("agent_id", UUID.class),
                        row.getString("display_name"),
                        row.getString("owner_user_id")),
                row.getString("tenant"),
                row.getBoolean("agent_active"),
                (ObjectNode) Json.MAPPER.readTree(row.getString("arguments")),
                new Target(
                        Optional.ofNullable(row.getObject("project_id", UUID.class)),
                        Optional.ofNullable(row.getObject("issue_id", UUID.class)),
                        row.getString("target_label")),
                Optional.ofNullable(row.getObject("session_id", UUID.class)),
                row.getString("idempotency_key"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getBoolean("sent"));
    }
}
