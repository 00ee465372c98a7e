package dc.node.gateway.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.bench.report.Environment;
import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.report.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

    @TempDir
    private Path folder;

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Of a script that writes down who it has begun. */
    private ProcessHandle child(Path pid) {
        await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        return ProcessHandle.of(Long.parseLong(read(pid))).orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Peers peers(Journal journal) {
        return new Peers(folder, journal, new PrintStream(OutputStream.nullOutputStream(), true));
    }

    private Journal journal(String... names) {
        Plan plan = new Plan(1, 1, 1, 1, 1, 0, List.of(1), List.of(), false, List.of(names));
        return new Journal(folder.resolve("figures.json"), plan, Environment.here(folder, Optional.empty()));
    }

    @Test
    @Timeout(60)
    void whoEndsTheRunEndsWhatIsBeingInstalled() throws Exception {
        script("slow", "sleep 600 & echo $! > \"$0.pid\"; wait");
        Journal journal = journal("slow");
        Peers peers = peers(journal);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> installing = threads.submit(() -> peers.install(folder, List.of("slow")));
            ProcessHandle child = child(folder.resolve("slow.pid"));

            peers.close();

            assertThatThrownBy(installing::get).hasRootCauseMessage("The run is being ended.");
            await().until(() -> !child.isAlive());
        }
        assertThat(journal.results().missing()).isEmpty();
        assertThatThrownBy(() -> peers.install(folder, List.of("slow"))).hasMessage("The run is being ended.");
    }

    @Test
    @Timeout(60)
    void whoEndsTheRunEndsPeersThatAreStarting() throws Exception {
        script("slow", """
                case $1 in
                  start) sleep 600 & echo $! > "$0.pid"; wait ;;
                  endpoint) echo http://127.0.0.1:1/mcp ;;
                esac""");
        Journal journal = journal("slow");
        Peers peers = peers(journal);
        peers.install(folder, List.of("slow"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> starting = threads.submit(() -> peers.start("http://127.0.0.1:1/mcp"));
            ProcessHandle child = child(folder.resolve("slow.pid"));

            peers.close();

            assertThatThrownBy(starting::get).hasRootCauseMessage("The run is being ended.");
            await().until(() -> !child.isAlive());
        }
        assertThat(journal.results().missing()).isEmpty();
    }

    @Test
    void onesThatCannotBeInstalledAreMissingAndTheOthersGoOn() throws IOException {
        script("bad", "echo 'needs cargo' >&2; exit 1");
        script("good", "[ \"$1\" = version ] && echo 1.2.3; exit 0");
        Journal journal = journal("bad", "good");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Peers peers = new Peers(folder, journal, new PrintStream(said, true, StandardCharsets.UTF_8));

        peers.install(folder, Peers.names(folder));

        assertThat(peers.versions()).containsOnlyKeys("good").containsEntry("good", "1.2.3");
        assertThat(journal.results().missing()).containsOnlyKeys("bad");
        assertThat(journal.results().missing().get("bad")).doesNotContain(folder.toString());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("bad could not be installed", "bad.log");
        assertThat(folder.resolve("bad.log")).content().contains("needs cargo");
    }
}
