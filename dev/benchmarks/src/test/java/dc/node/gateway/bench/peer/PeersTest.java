package dc.node.gateway.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.bench.report.Environment;
import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.report.Plan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

    @TempDir
    private Path folder;

    private void script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void onesThatCannotBeInstalledAreMissingAndTheOthersGoOn() throws IOException {
        script("bad", "echo 'needs cargo' >&2; exit 1");
        script("good", "[ \"$1\" = version ] && echo 1.2.3; exit 0");
        Plan plan = new Plan(1, 1, 1, 1, 1, 0, List.of(1), List.of(), false, List.of("bad", "good"));
        Journal journal = new Journal(folder.resolve("figures.json"), plan, Environment.here(folder, Optional.empty()));
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
