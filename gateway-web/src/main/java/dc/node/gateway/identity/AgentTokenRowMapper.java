package dc.node.gateway.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads a token from a row with the columns that {@link AgentTokenStore} selects. */
final class AgentTokenRowMapper implements RowMapper<AgentToken> {

    @Override
    public AgentToken mapRow(ResultSet row, int number) throws SQLException {
        return new AgentToken(
                row.getObject("token_id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("token_name"),
                row.getObject("token_created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                instant(row, "revoked_at"),
                instant(row, "last_used_at"),
                Optional.ofNullable(row.getObject("replaced_by", UUID.class)));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
