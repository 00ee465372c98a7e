package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * A link of the chain over the trail: which rows it covers, what they hashed to, and the hash of the link before. Hashes
 * are SHA-256 in hexadecimal.
 *
 * @param number 1, 2, 3 and so on
 * @param events the ids it covers, as an {@code int8multirange}
 * @param highestId the highest id that this seal or one before it covers
 * @param rowsHash over the hashes of its rows, in the order of their ids
 * @param retired its rows were deleted because they had been kept long enough
 */
record Seal(
        long number,
        String events,
        int rowCount,
        long highestId,
        String rowsHash,
        String previousHash,
        String hash,
        Instant sealedAt,
        boolean retired) {

    /** What the first seal names as the hash of the one before. */
    static final String NO_HASH = "0".repeat(64);

    Seal {
        requireNonNull(events, "events is null");
        requireNonNull(rowsHash, "rowsHash is null");
        requireNonNull(previousHash, "previousHash is null");
        requireNonNull(hash, "hash is null");
        requireNonNull(sealedAt, "sealedAt is null");
    }

    /** A new seal over these rows, which are in the order of their ids and at least one. */
    static Seal over(List<RowHash> rows, long number, String previousHash, long highestBefore, Instant now) {
        IdRanges events = new IdRanges();
        rows.forEach(row -> events.add(row.id()));
        Seal unhashed = new Seal(
                number,
                events.toString(),
                rows.size(),
                Math.max(highestBefore, rows.getLast().id()),
                RowHash.ofAll(rows),
                previousHash,
                "",
                now.truncatedTo(ChronoUnit.MICROS),
                false);
        return unhashed.hashed();
    }

    /** Whether its hash is that of what it says. */
    boolean isGenuine() {
        return hashed().hash().equals(hash);
    }

    private Seal hashed() {
        String computed = Hashes.ofFields(Map.of(
                "number", Long.toString(number),
                "events", events,
                "row_count", Integer.toString(rowCount),
                "highest_id", Long.toString(highestId),
                "rows_hash", rowsHash,
                "previous_hash", previousHash,
                "sealed_at", Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, sealedAt))));
        return new Seal(number, events, rowCount, highestId, rowsHash, previousHash, computed, sealedAt, retired);
    }
}
