package dc.node.gateway.ledger;

import dc.node.gateway.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads an entry from any row that has {@link #COLUMNS}. */
final class LedgerEntryRowMapper implements RowMapper<LedgerEntry> {

    /** Columns of {@code write_operation}. */
    static final String COLUMNS = "id, agent_id, tool, idempotency_key, state, result";

    @Override
    public LedgerEntry mapRow(ResultSet row, int number) throws SQLException {
        return new LedgerEntry(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("tool"),
                row.getString("idempotency_key"),
                OperationState.fromColumn(row.getString("state")),
                Optional.ofNullable(row.getString("result")).map(result -> (ObjectNode) Json.MAPPER.readTree(result)));
    }
}
