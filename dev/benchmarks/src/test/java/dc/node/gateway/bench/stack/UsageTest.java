package dc.node.gateway.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final Map<String, Long> PROCESSES =
            Map.of("this", ProcessHandle.current().pid(), "none", Long.MAX_VALUE);

    @Test
    void aProcessThatHasEndedUsesNothing() {
        assertThat(Usage.cpuSeconds(PROCESSES).get("this")).isPositive();
        assertThat(Usage.cpuSeconds(PROCESSES)).containsEntry("none", 0.0);
        assertThat(Usage.residentMebibytes(PROCESSES)).doesNotContainKey("none");
    }
}
