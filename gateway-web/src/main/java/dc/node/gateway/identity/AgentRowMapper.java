package dc.node.gateway.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads an agent from a row with the columns that {@link AgentStore} selects. */
final class AgentRowMapper implements RowMapper<Agent> {

    @Override
    public Agent mapRow(ResultSet row, int number) throws SQLException {
        return new Agent(
                row.getObject("agent_id", UUID.class),
                row.getString("tenant"),
                row.getString("owner_user_id"),
                row.getString("owner_email"),
                row.getString("display_name"),
                row.getObject("agent_created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("disabled_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("owner_blocked"));
    }
}
