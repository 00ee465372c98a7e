package dc.node.tasker.sandbox.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * One SQLite file behind one connection and one lock.
 *
 * <p>With a write-ahead log every commit is handed to the operating system before it returns, so it outlives a killed
 * process. It is not forced to disk: a power cut may cost the newest commits, never the file's integrity.
 */
public final class Database implements AutoCloseable {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens the file, creating it, its folder and its tables where they are missing. */
    public static Database open(Path file) {
        try {
            Files.createDirectories(
                    Objects.requireNonNull(file.toAbsolutePath().getParent(), "a database needs a file name"));
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.NORMAL);
            config.enforceForeignKeys(true);
            Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            connection.setAutoCommit(false);
            Database database = new Database(connection);
            database.createTables();
            return database;
        } catch (IOException | SQLException e) {
            throw new DatabaseException("The database %s cannot be opened: %s".formatted(file, e), e);
        }
    }

    /** Runs work as one transaction: committed when it returns, undone when it throws. */
    public <T> T transaction(Function<Sql, T> work) {
        acquire();
        try {
            T result = work.apply(new Sql(connection));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseException("A transaction could not be committed: " + e.getMessage(), e);
        } finally {
            rollBackWhatIsOpen();
            lock.unlock();
        }
    }

    /** Closes the file once the transaction under way has ended. */
    @Override
    public void close() {
        acquire();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseException("The database could not be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void createTables() {
        transaction(sql -> {
            for (String statement : schema().split(";", -1)) {
                if (!statement.isBlank()) {
                    sql.change(statement);
                }
            }
            return true;
        });
    }

    private static String schema() {
        try (InputStream schema = Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"))) {
            return new String(schema.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acquire() {
        try {
            if (!lock.tryLock(LOCK_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DatabaseException("The database was busy for " + LOCK_WAIT.toSeconds() + " s.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("The sandbox is stopping.", e);
        }
    }

    /** After a commit there is nothing to undo, and this does nothing. */
    private void rollBackWhatIsOpen() {
        try {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseException("A transaction could not be undone: " + e.getMessage(), e);
        }
    }
}
