package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.LedgerStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears from Postgres which writes other processes have ended, on a connection of its own. A notice can be missed, for
 * listening dies with the server: so each second, however many notices come, and after each reconnect, the ledger is asked
 * about all that is waited for.
 */
@Component
class LedgerNotifications implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LedgerNotifications.class);

    private static final Duration RECHECK = Duration.ofSeconds(1);

    private final JdbcConnectionDetails database;
    private final LedgerStore ledger;
    private final ResultWaiters waiters;
    private volatile Optional<Thread> listener = Optional.empty();

    LedgerNotifications(JdbcConnectionDetails database, LedgerStore ledger, ResultWaiters waiters) {
        this.database = database;
        this.ledger = ledger;
        this.waiters = waiters;
    }

    @Override
    public void start() {
        listener = Optional.of(
                Thread.ofPlatform().daemon().name("ledger-notifications").start(this::listen));
    }

    @Override
    public void stop() {
        listener.ifPresent(Thread::interrupt);
        listener = Optional.empty();
    }

    /** Before the web server on the way up and after it on the way down: callers in flight are still told. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return listener.isPresent();
    }

    private void listen() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + LedgerStore.ENDED_CHANNEL);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException e) {
                // Whatever went wrong, callers are waiting: a thread that gives up would leave them to their budgets.
                log.warn(
                        "Lost the ledger's notices ({}); listening again in a second",
                        e.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        long nextRecheck = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            if (System.nanoTime() - nextRecheck >= 0) {
                recheckAll();
                nextRecheck = System.nanoTime() + RECHECK.toNanos();
            }
            Optional.ofNullable(connection.getNotifications((int) RECHECK.toMillis())).stream()
                    .flatMap(Arrays::stream)
                    .map(PGNotification::getParameter)
                    .flatMap(parameter -> operationId(parameter).stream())
                    .filter(waiters::isWaitedFor)
                    .flatMap(operationId -> ledger.find(operationId).stream())
                    .forEach(waiters::tell);
        }
    }

    /** Empty for a notice that is not ours: whoever may connect to the database may notify. */
    private static Optional<UUID> operationId(String parameter) {
        try {
            return Optional.of(UUID.fromString(parameter));
        } catch (IllegalArgumentException e) {
            log.debug("A notice that is no operation id was passed over");
            return Optional.empty();
        }
    }

    private void recheckAll() {
        Set<UUID> waitedFor = waiters.operationIds();
        if (!waitedFor.isEmpty()) {
            ledger.findAll(waitedFor).stream()
                    .filter(entry -> entry.state().ended())
                    .forEach(waiters::tell);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        Optional.ofNullable(database.getUsername()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(database.getPassword()).ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "tasker-gateway notices");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private static void pause() {
        try {
            Thread.sleep(RECHECK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
