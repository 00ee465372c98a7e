package dc.node.gateway.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fresh database on the one Postgres server of this test JVM. The server ends with the JVM; the database is left as it
 * is, for nobody else uses it.
 */
public final class TestDatabase {

    private static final String USER = "postgres";
    private static final Duration SERVER_START = Duration.ofMinutes(1);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final JdbcClient jdbc;

    private TestDatabase(String name) {
        this.name = name;
        this.jdbc = JdbcClient.create(Server.POSTGRES.getDatabase(USER, name));
    }

    /** Makes an empty database. The gateway migrates it when it starts. */
    public static TestDatabase create() {
        String name = "gateway_" + NUMBER.incrementAndGet();
        onServer("create database " + name);
        return new TestDatabase(name);
    }

    public String url() {
        return Server.POSTGRES.getJdbcUrl(USER, name);
    }

    public String user() {
        return USER;
    }

    /** The server trusts whoever comes from this machine. */
    public String password() {
        return "unused";
    }

    /** Reads and changes rows past the gateway. */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /** The id of the newest audit event; 0 when there is none. */
    public long lastAuditEvent() {
        return jdbc.sql("select coalesce(max(id), 0) from audit_event")
                .query(Long.class)
                .single();
    }

    /** The audit events that came after the one with this id, as rows. */
    public List<Map<String, Object>> auditEventsAfter(long id) {
        return jdbc.sql("select * from audit_event where id > :id order by id")
                .param("id", id)
                .query()
                .listOfRows();
    }

    /** Everything in every table, as text: bytes in hexadecimal. */
    public String dump() {
        List<String> tables = jdbc.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list();
        return tables.stream()
                .flatMap(
                        table -> jdbc.sql("select t::text from \"%s\" t".formatted(table)).query(String.class).stream())
                .collect(Collectors.joining("\n"));
    }

    /** Ends every connection and accepts no new one, until {@link #comeBack}. */
    public void goAway() {
        onServer("alter database %s with allow_connections false".formatted(name));
        onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(name));
    }

    public void comeBack() {
        onServer("alter database %s with allow_connections true".formatted(name));
    }

    private static void onServer(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the test server refused: " + sql, e);
        }
    }

    /** Starts the server when the first database is asked for. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(SERVER_START)
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("Postgres did not start", e);
            }
        }
    }
}
