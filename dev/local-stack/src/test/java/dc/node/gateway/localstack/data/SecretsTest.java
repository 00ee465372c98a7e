package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndReadableByTheirOwnerAlone() throws Exception {
        DataDirectory data = new DataDirectory(folder).create();

        Secrets made = Secrets.of(data);

        assertThat(Secrets.of(data)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.json"))))
                .isEqualTo("rw-------");
        assertThat(made.adminToken()).hasSize(64).isNotEqualTo(made.taskerAdminToken());
    }

    @Test
    void keepTheAgentOfAnEarlierStart() {
        DataDirectory data = new DataDirectory(folder).create();
        Secrets.Agent agent = new Secrets.Agent("an-id", "a-token");

        Secrets.of(data).withAgent(agent).keep(data);

        assertThat(Secrets.of(data).agent()).contains(agent);
    }

    @Test
    void areNotPartOfAnyText() {
        Secrets secrets =
                Secrets.of(new DataDirectory(folder).create()).withAgent(new Secrets.Agent("an-id", "a-token"));

        assertThat(secrets.toString()).doesNotContain(secrets.adminToken()).doesNotContain("a-token");
        assertThat(secrets.agent().orElseThrow().toString()).doesNotContain("a-token");
    }
}
