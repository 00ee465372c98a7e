package dc.node.gateway.audit;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code audit_seal}, and the rows of {@code audit_event} as the chain sees them. */
@Repository
public class SealStore {

    private static final int ROWS_AT_A_TIME = 1_000;

    private static final String SELECT = """
            select number, events::text as events, row_count, highest_id, encode(rows_hash, 'hex') as rows_hash,
                   encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash, sealed_at, retired_at
              from audit_seal
            """;

    private static final String EVENTS_IN_RANGE = """
            select * from audit_event
             where id >= coalesce(lower(range), -9223372036854775808) and id < coalesce(upper(range), 9223372036854775807)
            """;

    private final JdbcClient jdbc;

    public SealStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For a program that has nothing but a database. */
    public static SealStore on(DataSource database) {
        return new SealStore(JdbcClient.create(database));
    }

    /** What one replica at a time may do. */
    enum Turn {
        SEAL(7_306_001),
        RETIRE(7_306_002);

        private final long key;

        Turn(long key) {
            this.key = key;
        }
    }

    /** Takes the turn until the end of the transaction. False when another replica has it. */
    boolean take(Turn turn) {
        return jdbc.sql("select pg_try_advisory_xact_lock(:key)")
                .param("key", turn.key)
                .query(Boolean.class)
                .single();
    }

    /** By the clock that all processes share. */
    Instant now() {
        return jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    Optional<Seal> last() {
        return jdbc.sql(SELECT + "order by number desc limit 1")
                .query(SealStore::seal)
                .optional();
    }

    void insert(Seal seal) {
        jdbc.sql("""
                insert into audit_seal (number, events, row_count, highest_id, rows_hash, previous_hash, hash, sealed_at)
                values (:number, :events::int8multirange, :rows, :highest, decode(:rowsHash, 'hex'),
                        decode(:previous, 'hex'), decode(:hash, 'hex'), :at)""")
                .param("number", seal.number())
                .param("events", seal.events())
                .param("rows", seal.rowCount())
                .param("highest", seal.highestId())
                .param("rowsHash", seal.rowsHash())
                .param("previous", seal.previousHash())
                .param("hash", seal.hash())
                .param("at", seal.sealedAt().atOffset(UTC))
                .update();
    }

    /**
     * Rows that no seal covers, lowest id first: all above the highest sealed id, and those below it whose id was passed
     * over less than the horizon ago, for their transaction had yet to commit. The age of a gap is counted from the seal
     * that left it to the last seal, so that a time without sealing closes none unseen.
     */
    List<RowHash> unsealed(Duration horizon, int limit) {
        return jdbc.sql("""
                with settled as (
                    select number, highest_id from audit_seal
                     where sealed_at <= (select sealed_at from audit_seal order by number desc limit 1)
                                        - make_interval(secs => :horizon)
                     order by number desc limit 1),
                ranges as (
                    select unnest(int8multirange(int8range((select highest_id from settled), null, '()'))
                                  - coalesce(range_agg(events), '{}')) as range
                      from audit_seal
                     where number > coalesce((select number from settled), 0))
                select event.* from ranges cross join lateral (%s order by id limit :limit) event
                 order by event.id
                 limit :limit""".formatted(EVENTS_IN_RANGE))
                .param("horizon", (double) horizon.toSeconds())
                .param("limit", limit)
                .query((row, number) -> RowHash.of(row, 1))
                .list();
    }

    /**
     * The seals after this one, oldest first, as many as have at most so many rows together, and one at least.
     *
     * @param after 0 for the first
     */
    List<Seal> page(long after, int seals, int rows) {
        return jdbc.sql("""
                select number, events::text as events, row_count, highest_id, encode(rows_hash, 'hex') as rows_hash,
                       encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash, sealed_at, retired_at
                  from (select *, sum(row_count) over (order by number) as running, row_number() over (order by number) as place
                          from (select * from audit_seal where number > :after order by number limit :seals) page) page
                 where running <= :rows or place = 1
                 order by number""")
                .param("after", after)
                .param("seals", seals)
                .param("rows", rows)
                .query(SealStore::seal)
                .list();
    }

    /** The rows that seals cover and that are there, by the seal's number, lowest id first. */
    Map<Long, List<RowHash>> rows(long firstSeal, long lastSeal) {
        Map<Long, List<RowHash>> rows = new HashMap<>();
        jdbc.sql("""
                select seal.number as seal_number, event.*
                  from audit_seal seal
                 cross join lateral unnest(seal.events) range
                 cross join lateral (%s) event
                 where seal.number between :first and :last
                 order by seal.number, event.id""".formatted(EVENTS_IN_RANGE))
                .withFetchSize(ROWS_AT_A_TIME)
                .param("first", firstSeal)
                .param("last", lastSeal)
                .query(row -> {
                    rows.computeIfAbsent(row.getLong(1), number -> new ArrayList<>())
                            .add(RowHash.of(row, 2));
                });
        return rows;
    }

    /** The highest id that was sealed longer than the horizon before this seal; empty when none was. */
    Optional<Long> settledBefore(Seal seal, Duration horizon) {
        return jdbc.sql("""
                select highest_id from audit_seal
                 where number <= :number and sealed_at <= :at order by number desc limit 1""")
                .param("number", seal.number())
                .param("at", seal.sealedAt().minus(horizon).atOffset(UTC))
                .query(Long.class)
                .optional();
    }

    /**
     * Ids of events in these ranges, lowest first.
     *
     * @param ranges an {@code int8multirange}
     * @param highest no id above this
     */
    List<Long> idsIn(String ranges, long highest, int limit) {
        return jdbc.sql("""
                select event.id from unnest(:ranges::int8multirange) range cross join lateral (%s) event
                 where event.id <= :highest
                 order by event.id
                 limit :limit""".formatted(EVENTS_IN_RANGE))
                .param("ranges", ranges)
                .param("highest", highest)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** How many events are in these ranges. */
    long countIn(String ranges) {
        return jdbc.sql("""
                select count(*) from unnest(:ranges::int8multirange) range cross join lateral (%s) event""".formatted(EVENTS_IN_RANGE))
                .param("ranges", ranges)
                .query(Long.class)
                .single();
    }

    /**
     * Marks the oldest seals made before this moment as retired, as many as have at most so many rows together, and one at
     * least where there is one. Their rows must be deleted in the same transaction.
     */
    List<Seal> retire(Instant before, Instant now, int seals, int rows) {
        return jdbc.sql("""
                with old as (
                    select number, sum(row_count) over (order by number) as running,
                           row_number() over (order by number) as place
                      from (select * from audit_seal where retired_at is null order by number limit :seals) page
                     where sealed_at < :before)
                update audit_seal seal set retired_at = :now from old
                 where seal.number = old.number and (old.running <= :rows or old.place = 1)
                returning seal.number, seal.events::text as events, seal.row_count, seal.highest_id,
                          encode(seal.rows_hash, 'hex') as rows_hash, encode(seal.previous_hash, 'hex') as previous_hash,
                          encode(seal.hash, 'hex') as hash, seal.sealed_at, seal.retired_at""")
                .param("before", before.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .param("seals", seals)
                .param("rows", rows)
                .query(SealStore::seal)
                .list();
    }

    /** Deletes the rows of seals that this transaction has retired. */
    int deleteRows(long firstSeal, long lastSeal) {
        return jdbc.sql("""
                delete from audit_event event
                 using (select unnest(range_agg(events)) as range
                          from audit_seal where number between :first and :last) ranges
                 where event.id >= lower(range) and event.id < upper(range)""").param("first", firstSeal).param("last", lastSeal).update();
    }

    private static Seal seal(ResultSet row, int number) throws SQLException {
        return new Seal(
                row.getLong("number"),
                row.getString("events"),
                row.getInt("row_count"),
                row.getLong("highest_id"),
                row.getString("rows_hash"),
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                row.getObject("retired_at") != null);
    }
}
