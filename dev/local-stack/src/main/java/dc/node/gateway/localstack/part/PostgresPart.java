package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.ProcessIdentity;
import dc.node.gateway.localstack.data.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Postgres, from the binaries on the class path. It acknowledges a commit only once it is on disk (fsync and
 * synchronous_commit are left on), so a kill loses nothing. One user, {@value #USER}, and one database of that name.
 */
public final class PostgresPart extends ProcessPart {

    public static final String USER = "gateway";
    public static final String DATABASE = "gateway";

    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

    private final int port;
    private final String password;
    private final PostgresFiles files;

    public PostgresPart(DataDirectory data, Ports ports, Secrets secrets) {
        this(data, ports, secrets, ServerAccount.detect());
    }

    PostgresPart(DataDirectory data, Ports ports, Secrets secrets, ServerAccount account) {
        super(data, PartName.POSTGRES, ports);
        this.port = ports.postgres();
        this.password = secrets.postgresPassword();
        this.files = new PostgresFiles(data, account);
    }

    /** Without user and password: those are {@value #USER} and {@link Secrets#postgresPassword()}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, DATABASE);
    }

    /** As {@code psql} and most libraries take it, with the password in it. */
    public String uriWithPassword() {
        return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(USER, password, port, DATABASE);
    }

    @Override
    Launch prepare() {
        files.initialise(password);
        files.removeLockOfTheDead();
        List<String> command = files.asAccount(
                files.binaries().postgres(),
                "-D",
                files.cluster().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200");
        return new Launch(command, Map.of(), process -> files.isReady(process.pid()));
    }

    /** Right after a kill, the backends of the killed server may still hold its shared memory. */
    @Override
    boolean isWorthAnotherLaunch(String lastLine) {
        return lastLine.contains("old server processes") || lastLine.contains("is still in use");
    }

    @Override
    Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    @Override
    Duration stopLimit() {
        return Duration.ofSeconds(6);
    }

    /** SIGINT is Postgres's fast shutdown; SIGTERM would wait until every client has gone. */
    @Override
    void askToEnd(ProcessIdentity process) {
        Command.run(List.of("kill", "-INT", Long.toString(process.pid())), "", SIGNAL_LIMIT);
    }
}
