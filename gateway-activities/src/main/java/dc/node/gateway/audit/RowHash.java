package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.digest.Sha256;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code audit_event} as the chain sees it.
 *
 * @param hash SHA-256 over all its columns that are not null, in hexadecimal
 */
record RowHash(long id, String hash) {

    RowHash {
        requireNonNull(hash, "hash is null");
    }

    /** Over the hashes of rows, in this order. */
    static String ofAll(List<RowHash> rows) {
        MessageDigest digest = Sha256.newDigest();
        rows.forEach(row -> digest.update(HexFormat.of().parseHex(row.hash())));
        return Hashes.end(digest.digest());
    }

    /**
     * Hashes the row that stands at the cursor, whatever columns the table has. A time counts as its microseconds since 1970,
     * bytes as hexadecimal, and all else as Postgres prints it.
     *
     * @param firstColumn where the columns of the table begin, from 1
     */
    static RowHash of(ResultSet row, int firstColumn) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Map<String, String> fields = new HashMap<>();
        for (int column = firstColumn; column <= columns.getColumnCount(); column++) {
            @Nullable String value = value(row, column, columns.getColumnTypeName(column));
            if (value != null) {
                fields.put(columns.getColumnLabel(column), value);
            }
        }
        return new RowHash(row.getLong("id"), Hashes.ofFields(fields));
    }

    private static @Nullable String value(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> {
                @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                yield time == null ? null : Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant()));
            }
            case "bytea" -> {
                byte @Nullable [] bytes = row.getBytes(column);
                yield bytes == null ? null : HexFormat.of().formatHex(bytes);
            }
            default -> row.getString(column);
        };
    }
}
