package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the gateway does when it is itself at fault. */
@ExtendWith(OutputCaptureExtension.class)
class FaultTest {

    @Test
    void aFaultIsLoggedOnceUnderTheReferenceTheCallerGets(CapturedOutput output) {
        try (McpTestServer server = McpTestServer.start()) {
            McpAnswer answer = call(server, "fault");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("id").intValue()).isEqualTo(9);
            assertThat(answer.errorCode()).isEqualTo(-32603);
            String reference = answer.error().path("data").path("reference").asString();
            assertThat(answer.error().path("message").asString()).contains(reference);
            assertThat(answer.body()).doesNotContain("secret", "Exception", "dc.node", "\\tat");
            assertThat(output.getOut())
                    .containsOnlyOnce("tools/call of bob failed unexpectedly, reference " + reference);
            assertThat(output.getOut()).containsOnlyOnce("IllegalStateException");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"half_a_character", "fault"})
    void theServerGoesOnAfterAFault(String tool) {
        try (McpTestServer server = McpTestServer.start()) {
            assertThat(call(server, tool).errorCode()).isEqualTo(-32603);
            assertThat(call(server, "echo").status()).isEqualTo(200);
        }
    }

    @Test
    void namesThatUtf8CannotHoldAreEchoedWithoutAFault() {
        try (McpTestServer server = McpTestServer.start()) {
            assertThat(call(server, "\\ud83d").error().path("message").asString())
                    .isEqualTo("Unknown tool: ?");
        }
    }

    private static McpAnswer call(McpTestServer server, String tool) {
        return server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}".formatted(tool),
                Map.of());
    }
}
