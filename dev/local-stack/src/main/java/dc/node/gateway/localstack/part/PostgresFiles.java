package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.DeletedTree;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.PrivateFiles;
import dc.node.gateway.localstack.data.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Postgres's own files: its programs, its cluster, and the lock file that tells how far the server is. */
final class PostgresFiles {

    private static final Duration INITIALISE_LIMIT = Duration.ofMinutes(1);
    private static final int READY_LINE = 7;

    private final DataDirectory data;
    private final ServerAccount account;

    PostgresFiles(DataDirectory data, ServerAccount account) {
        this.data = data;
        this.account = account;
    }

    PostgresBinaries binaries() {
        // Another account may not be able to look into this user's home.
        Path cache = account.ownsFolder() ? folder() : UserCache.folder(data);
        return PostgresBinaries.in(cache, Platform.current());
    }

    Path cluster() {
        return folder().resolve("cluster");
    }

    List<String> asAccount(String... command) {
        return Command.after(account.prefix(), List.of(command));
    }

    /** Makes the cluster once, with its user and its database. What was interrupted half-way is begun again. */
    void initialise(String password) {
        if (Files.isDirectory(cluster())) {
            return;
        }
        Path unfinished = folder().resolve("cluster.unfinished");
        Path passwordFile = folder().resolve("password.tmp");
        try {
            DeletedTree.delete(unfinished);
            Files.deleteIfExists(passwordFile);
            account.own(folder());
            PrivateFiles.writeNew(passwordFile, password.getBytes(StandardCharsets.UTF_8));
            account.own(passwordFile);
            initdb(unfinished, passwordFile);
            createDatabase(unfinished);
            Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalStackException(
                    "The Postgres cluster in %s cannot be made: %s".formatted(folder(), e.getMessage()), e);
        } finally {
            delete(passwordFile);
        }
    }

    /** True once the server with this process number accepts connections. */
    boolean isReady(long pid) {
        List<String> lines = lockFile();
        return lines.size() > READY_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(READY_LINE).strip().equals("ready");
    }

    /**
     * Removes the lock file of a server that has ended. Postgres does so itself, except where it takes the number in it
     * for alive: the killed server is a zombie that nobody reaps, or its number went to another program. Should
     * backends of it still run, Postgres finds that out by its shared memory.
     */
    void removeLockOfTheDead() {
        List<String> lines = lockFile();
        if (!lines.isEmpty() && !isPostgres(Long.parseLong(lines.getFirst().strip()))) {
            delete(cluster().resolve("postmaster.pid"));
        }
    }

    private static boolean isPostgres(long pid) {
        return ProcessIdentity.of(pid)
                .flatMap(process -> ProcessHandle.of(process.pid()))
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private void initdb(Path target, Path passwordFile) {
        require(
                "initdb",
                Command.run(
                        asAccount(
                                binaries().initdb(),
                                "-D",
                                target.toString(),
                                "--username=" + PostgresPart.USER,
                                "--pwfile=" + passwordFile,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--no-instructions"),
                        "",
                        INITIALISE_LIMIT));
    }

    /** The bundle has no psql; the server itself takes statements in its single-user mode. */
    private void createDatabase(Path target) {
        require(
                "postgres --single",
                Command.run(
                        asAccount(binaries().postgres(), "--single", "-j", "-D", target.toString(), "postgres"),
                        "CREATE DATABASE " + PostgresPart.DATABASE + ";\n\n",
                        INITIALISE_LIMIT));
    }

    private static void require(String program, Command.Result result) {
        if (!result.succeeded() || result.output().contains("ERROR:")) {
            throw new LocalStackException("%s failed: %s".formatted(program, result.lastLine()));
        }
    }

    private List<String> lockFile() {
        try {
            return Files.readAllLines(cluster().resolve("postmaster.pid"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private Path folder() {
        return data.folder(PartName.POSTGRES);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be removed: %s".formatted(file, e.getMessage()), e);
        }
    }
}
