package dc.node.gateway.localstack.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    @Test
    void aProcessIsItselfUntilItIsKilled() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();

        identity.kill();

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void anotherProcessUnderTheSameNumberIsNotTakenForItAndNotKilled() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity earlier = new ProcessIdentity(process.pid(), "an earlier birth");

            earlier.kill();

            assertThat(earlier.isAlive()).isFalse();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
