package dc.node.gateway.audit;

import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.audit.AuditEvent.Kind;
import dc.node.gateway.audit.ChainVerifier.Expectations;
import dc.node.gateway.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The trail on a database of its own, with nothing that runs by itself, at a time of the test's choosing. */
public final class Trail {

    public final TestDatabase database = TestDatabase.create();
    public final DriverManagerDataSource connections =
            new DriverManagerDataSource(database.url(), database.user(), database.password());
    public final JdbcClient jdbc = JdbcClient.create(connections);
    public final JdbcTransactionManager manager = new JdbcTransactionManager(connections);
    public final TransactionTemplate transactions = new TransactionTemplate(manager);
    public final SealStore seals = new SealStore(jdbc);
    public final AuditStore store = new AuditStore(jdbc);
    public Instant now = Instant.parse("2026-03-01T12:00:00Z");
    public final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    public final AuditSealer sealer = new AuditSealer(seals, transactions, clock);

    public Trail() {
        Flyway.configure().dataSource(connections).load().migrate();
    }

    public void passes(Duration time) {
        now = now.plus(time);
    }

    public AuditEvent event(String reason) {
        return AuditEvent.builder(now, Kind.CALL, Decision.ALLOW, reason, "default")
                .detail("with \u00fc and \u2603")
                .build();
    }

    /** Adds so many events. */
    public void add(int count) {
        store.insertAll(java.util.stream.IntStream.range(0, count)
                .mapToObj(number -> event("read"))
                .toList());
    }

    /** Adds an event and seals it, so many times. */
    public void addSealed(int seals) {
        for (int i = 0; i < seals; i++) {
            add(3);
            sealer.seal();
            passes(Duration.ofSeconds(1));
        }
    }

    /** Deletes what is older than so many days. */
    public int retain(int days) {
        return retention(days).deleteExpired(now, Integer.MAX_VALUE);
    }

    public AuditRetention retention(int days) {
        return new AuditRetention(seals, store, transactions, new AuditProperties(days, 60));
    }

    public ChainReport verify() {
        return verify(Expectations.NONE);
    }

    public ChainReport verify(Expectations expectations) {
        return new ChainVerifier(seals, manager).verify(expectations);
    }

    /** Does what only somebody with all rights in the database can do. */
    public void tamper(String sql) {
        try (Connection connection = connections.getConnection()) {
            connection.createStatement().execute("set session_replication_role = replica");
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Long> ids() {
        return jdbc.sql("select id from audit_event order by id")
                .query(Long.class)
                .list();
    }

    public long sealCount() {
        return jdbc.sql("select count(*) from audit_seal").query(Long.class).single();
    }
}
