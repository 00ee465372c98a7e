package dc.node.gateway.grants;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;

/** Reads a grant from any row that has the columns of {@code project_grant} under their own names. */
public final class GrantRowMapper implements RowMapper<Grant> {

    @Override
    public Grant mapRow(ResultSet row, int number) throws SQLException {
        int role = row.getInt("highest_role");
        return new Grant(
                row.getObject("project_id", UUID.class),
                scopes((String[]) row.getArray("scopes").getArray()),
                row.getBoolean("allow_terminal_states"),
                ProjectRole.of(role).orElseThrow(() -> new IllegalStateException("no role has the number " + role)),
                optionalInt(row, "calls_per_minute"),
                optionalInt(row, "writes_per_day"));
    }

    /** A scope this release does not know, written by a newer one, allows nothing here. */
    private static Set<Scope> scopes(String[] wireNames) {
        return Arrays.stream(wireNames)
                .map(Scope::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
