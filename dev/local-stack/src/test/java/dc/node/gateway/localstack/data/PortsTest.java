package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    private final Random random = new Random();

    @Test
    void aTakenPortIsNamedWithWhatItIsFor() throws Exception {
        Ports ports = Ports.free(random);
        try (ServerSocket other = new ServerSocket(ports.temporalUi(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(LocalStackException.class)
                    .hasMessageStartingWith("Port %d, which is for the Temporal UI,".formatted(other.getLocalPort()));
        }
    }

    @Test
    void onlyTakenPortsAreReplaced() throws Exception {
        Ports ports = Ports.free(random);
        try (ServerSocket other = new ServerSocket(ports.tasker(), 1, InetAddress.getLoopbackAddress())) {
            Ports chosen = ports.avoidingBusy(random);

            assertThat(chosen.tasker()).isNotEqualTo(other.getLocalPort());
            assertThat(chosen)
                    .usingRecursiveComparison()
                    .ignoringFields("tasker")
                    .isEqualTo(ports);
        }
    }

    @Test
    void stacksThatStartAtOnceInOneProcessGetDifferentPorts() {
        assertThat(FreePorts.pick(20, new Random(5))).doesNotContainAnyElementsOf(FreePorts.pick(20, new Random(5)));
    }

    @Test
    void furtherPortsAreNoneOfTheStacksOwn() {
        Ports ports = Ports.free(new Random(6));

        assertThat(ports.further(3, new Random(6)))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .doesNotContain(ports.gateway(), ports.temporal(), ports.temporalUi())
                .doesNotContain(ports.postgres(), ports.tasker(), ports.taskerControl());
    }

    @Test
    void areKeptInTheDataFolder(@TempDir Path folder) {
        DataDirectory data = new DataDirectory(folder).create();
        assertThat(Ports.kept(data)).isEmpty();
        Ports ports = Ports.free(random);

        ports.keep(data);

        assertThat(Ports.kept(data)).contains(ports);
    }
}
