package dc.node.gateway.localstack.part;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalPartTest {

    @TempDir
    private Path folder;

    @Test
    void servesWithTheSearchAttributesAlsoAfterAKill() {
        DataDirectory data = new DataDirectory(folder).create();
        Path cli = TemporalCli.find(data);
        try (TemporalPart temporal = new TemporalPart(data, Ports.free(new Random()))) {
            temporal.start();
            temporal.kill();
            temporal.start();

            Command.Result attributes = Command.run(
                    List.of(
                            cli.toString(),
                            "operator",
                            "search-attribute",
                            "list",
                            "--namespace",
                            TemporalPart.NAMESPACE,
                            "--address",
                            temporal.address()),
                    "",
                    Duration.ofSeconds(10));
            assertThat(attributes.output()).contains(TemporalPart.SEARCH_ATTRIBUTES);
        }
    }
}
