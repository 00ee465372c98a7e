package dc.node.gateway.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.ProcessIdentity;
import dc.node.gateway.localstack.data.Secrets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class PostgresPartTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Ports ports = Ports.free(new Random());

    @Test
    void startsWithItsDatabaseAndComesBackAfterAKill() {
        DataDirectory data = new DataDirectory(folder).create();
        try (PostgresPart postgres = new PostgresPart(data, ports, Secrets.of(data))) {
            postgres.start();
            long first = postgres.pid().orElseThrow();
            postgres.start();
            assertThat(postgres.pid()).as("started twice is one process").hasValue(first);

            postgres.kill();
            assertThat(postgres.isRunning()).isFalse();
            postgres.start();
            long second = postgres.pid().orElseThrow();
            assertThat(second).isNotEqualTo(first);

            postgres.stop();
            assertThat(ProcessIdentity.of(second)).isEmpty();
        }
        assertThat(query(data, "select datname from pg_database where datname = 'gateway'"))
                .contains("datname = \"gateway\"");
    }

    @Test
    void theLockFileOfAServerThatHasGoneDoesNotKeepTheNextFromStarting() throws Exception {
        DataDirectory data = new DataDirectory(folder).create();
        try (PostgresPart postgres = new PostgresPart(data, ports, Secrets.of(data))) {
            postgres.start();
            postgres.stop();
            // This process is alive and of the same user: Postgres alone would take it for its other self.
            Path lock = folder.resolve("postgres/cluster/postmaster.pid");
            Files.writeString(lock, ProcessHandle.current().pid() + "\n");

            postgres.start();

            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    @EnabledIf("isRoot")
    void rootCanAlsoRunItAsNobody() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDirectory data = new DataDirectory(folder).create();
        try (PostgresPart postgres = new PostgresPart(data, ports, Secrets.of(data), ServerAccount.NOBODY_ACCOUNT)) {
            postgres.start();

            assertThat(postgres.isRunning()).isTrue();
        }
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Test
    void aTakenPortIsToldInOneSentenceAndLeavesNothingRunning() throws Exception {
        DataDirectory data = new DataDirectory(folder).create();
        try (ServerSocket other = new ServerSocket(ports.postgres(), 1, InetAddress.getLoopbackAddress());
                PostgresPart postgres = new PostgresPart(data, ports, Secrets.of(data))) {
            assertThatThrownBy(postgres::start)
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("Postgres")
                    .hasMessageContaining("--ports auto");
            assertThat(postgres.isRunning()).isFalse();
        }
    }

    @Test
    void aClosedPartIsNotStartedAgain() {
        DataDirectory data = new DataDirectory(folder).create();
        PostgresPart postgres = new PostgresPart(data, ports, Secrets.of(data));
        postgres.close();

        assertThatThrownBy(postgres::start).hasMessageContaining("being stopped");
        assertThat(postgres.isRunning()).isFalse();
    }

    private static String query(DataDirectory data, String sql) {
        PostgresFiles files = new PostgresFiles(data, ServerAccount.detect());
        return Command.run(
                        files.asAccount(
                                files.binaries().postgres(),
                                "--single",
                                "-D",
                                files.cluster().toString(),
                                PostgresPart.DATABASE),
                        sql + "\n",
                        LIMIT)
                .output();
    }
}
