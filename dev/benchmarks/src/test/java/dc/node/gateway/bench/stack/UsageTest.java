package dc.node.gateway.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UsageTest {

    private static final Map<String, Long> PROCESSES =
            Map.of("this", ProcessHandle.current().pid(), "none", Long.MAX_VALUE);
    private static final Duration BURNT = Duration.ofMillis(500);
    private static final int HELD_MEBIBYTES = 64;

    @Test
    void aProcessThatHasEndedUsesNothing() {
        assertThat(Usage.cpuSeconds(PROCESSES).get("this")).isPositive();
        assertThat(Usage.cpuSeconds(PROCESSES)).containsEntry("none", 0.0);
        assertThat(Usage.residentMebibytes(PROCESSES)).doesNotContainKey("none");
    }

    @Test
    @Timeout(60)
    void whatAChildUsesIsItsParents() throws IOException, URISyntaxException {
        Process parent = idleParentOfABusyChild();
        try (BufferedReader said = parent.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("ready");

            Map<String, Long> processes = Map.of("parent", parent.pid());
            assertThat(Usage.cpuSeconds(processes).get("parent")).isGreaterThanOrEqualTo(BURNT.toMillis() / 1e3);
            assumeTrue(Files.isReadable(Path.of("/proc/self/smaps_rollup")), "memory is told by /proc");
            assertThat(Usage.residentMebibytes(processes).get("parent")).isGreaterThanOrEqualTo(HELD_MEBIBYTES);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    /** The shell has something left to do, or it would become the child. */
    private static Process idleParentOfABusyChild() throws IOException, URISyntaxException {
        Path classes = Path.of(UsageTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        "\"$0\" \"$@\"; exit",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes.toString(),
                        Busy.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Uses processor and memory, says so, and stays until its standard input ends. */
    static final class Busy {

        public static void main(String[] arguments) throws IOException {
            byte[] held = new byte[HELD_MEBIBYTES << 20];
            byte turn = 0;
            while (ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(BURNT)
                            .compareTo(BURNT)
                    < 0) {
                Arrays.fill(held, turn++);
            }
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // It is held until here.
                held[0]++;
            }
        }
    }
}
