package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A start without its archive of classes would only be slower, so nothing else would tell. */
@OnTestStack
class QuickStartTest {

    private final TestStack stack;

    QuickStartTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void theGatewayStartsWithAnArchiveOfItsClasses() {
        long pid = stack.parts().gateway().pid().orElseThrow();

        String[] arguments =
                ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow();

        String archive = Runtime.version().feature() >= 25 ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
        assertThat(Arrays.asList(arguments)).anyMatch(argument -> argument.startsWith(archive));
    }
}
