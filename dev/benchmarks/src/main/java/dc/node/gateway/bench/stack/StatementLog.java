package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.PostgresPart;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Has Postgres write down each statement with its time and its connection, for a while. Texts of calls are among it. */
public final class StatementLog {

    private final BenchStack stack;
    private final Path log;
    private long start;

    public StatementLog(BenchStack stack) {
        this.stack = stack;
        this.log = stack.postgresLog();
    }

    public void start() {
        start = size();
        tell("alter system set log_min_duration_statement = 0", "alter system set log_line_prefix = '%m [%p] '");
    }

    /** What was written since the start. */
    public void stop(Path file) {
        tell("alter system reset log_min_duration_statement", "alter system reset log_line_prefix");
        try (RandomAccessFile all = new RandomAccessFile(log.toFile(), "r")) {
            byte[] written = new byte[Math.toIntExact(all.length() - start)];
            all.seek(start);
            all.readFully(written);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, new String(written, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LocalStackException("Postgres's log cannot be read: " + e.getMessage(), e);
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            throw new LocalStackException("Postgres's log cannot be read: " + e.getMessage(), e);
        }
    }

    private void tell(String... settings) {
        try (Connection connection =
                        DriverManager.getConnection(stack.jdbcUrl(), PostgresPart.USER, stack.postgresPassword());
                Statement statement = connection.createStatement()) {
            for (String setting : List.of(settings)) {
                statement.execute(setting);
            }
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new LocalStackException("Postgres does not change its log: " + e.getMessage(), e);
        }
    }
}
