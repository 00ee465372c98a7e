package dc.node.gateway.dispatch;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears from Postgres what other processes have done, for all {@link NoticeListener}s on one connection of its own. A notice can
 * be missed, for listening dies with the server: so each listener hears when listening has begun anew, and may look for itself
 * each second.
 */
@Component
class DatabaseNotices implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseNotices.class);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final JdbcConnectionDetails database;
    private final Map<String, NoticeListener> listeners;
    private volatile Optional<Thread> thread = Optional.empty();

    DatabaseNotices(JdbcConnectionDetails database, List<NoticeListener> listeners) {
        this.database = database;
        this.listeners =
                listeners.stream().collect(Collectors.toUnmodifiableMap(NoticeListener::channel, Function.identity()));
    }

    @Override
    public void start() {
        thread = Optional.of(
                Thread.ofPlatform().daemon().name("database-notices").start(this::listen));
    }

    @Override
    public void stop() {
        thread.ifPresent(Thread::interrupt);
        thread = Optional.empty();
    }

    /** Before the web server on the way up and after it on the way down: callers in flight are still told. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return thread.isPresent();
    }

    private void listen() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String channel : listeners.keySet()) {
                    statement.execute("listen " + channel);
                }
                listeners.values().forEach(NoticeListener::onListening);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException e) {
                // Whatever went wrong, callers are waiting: a thread that gives up would leave them to their budgets.
                log.warn(
                        "Lost the database's notices ({}); listening again in a second",
                        e.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        long nextTick = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            if (System.nanoTime() - nextTick >= 0) {
                listeners.values().forEach(NoticeListener::onTick);
                nextTick = System.nanoTime() + TICK.toNanos();
            }
            PGNotification[] notices = connection.getNotifications((int) TICK.toMillis());
            if (notices != null) {
                for (PGNotification notice : notices) {
                    Optional.ofNullable(listeners.get(notice.getName()))
                            .ifPresent(listener -> listener.onNotice(notice.getParameter()));
                }
            }
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
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
