package dc.node.gateway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;

/** Reads an event from a row of {@code audit_event}. */
final class RecordedEventRowMapper implements RowMapper<RecordedEvent> {

    @Override
    public RecordedEvent mapRow(ResultSet row, int number) throws SQLException {
        return new RecordedEvent(
                row.getLong("id"),
                event(row),
                Optional.ofNullable(row.getBytes("idempotency_key_sha256")).map(HexFormat.of()::formatHex));
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                AuditEvent.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                AuditEvent.Decision.valueOf(row.getString("decision").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getString("tenant"),
                uuid(row, "agent_id"),
                text(row, "owner_user_id"),
                text(row, "actor"),
                text(row, "tool"),
                uuid(row, "project_id"),
                uuid(row, "issue_id"),
                uuid(row, "operation_id"),
                Optional.empty(),
                text(row, "address"),
                text(row, "client_name"),
                Optional.ofNullable(row.getObject("duration_millis", Long.class))
                        .map(Duration::ofMillis),
                attempts(row),
                text(row, "detail"));
    }

    private static OptionalInt attempts(ResultSet row) throws SQLException {
        int attempts = row.getInt("attempts");
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(attempts);
    }

    private static Optional<UUID> uuid(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
