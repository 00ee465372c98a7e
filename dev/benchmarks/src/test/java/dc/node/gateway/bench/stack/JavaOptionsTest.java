package dc.node.gateway.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaOptionsTest {

    @Test
    void filesOfThisMachineAreLeftOut() {
        assertThat(JavaOptions.among(List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-XX:AOTCache=/home/me/classes.aot",
                        "-Dsome=thing",
                        "-jar",
                        "/home/me/gateway.jar",
                        "-Xafter")))
                .containsExactly("-XX:+UseSerialGC", "-Xmx192m", "-XX:AOTCache");
    }
}
