package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Arrays of messages, which revision 2025-03-26 had and no later one has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {

    private final McpTestServer server = McpTestServer.start("gateway.mcp.batch-wait=300ms");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyRequestOfABatchIsAnsweredAndNothingElse() {
        McpAnswer answer = server.post("""
                [{"jsonrpc":"2.0","id":1,"method":"ping"},
                 {"jsonrpc":"2.0","method":"notifications/initialized"},
                 {"jsonrpc":"2.0","id":"b","method":"no/such"},
                 {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"fault"}},
                 5,
                 {"jsonrpc":"2.0","id":4,"method":"ping"}]
                """, Map.of("MCP-Protocol-Version", "2025-03-26"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().size()).isEqualTo(5);
        assertThat(answer.json().get(0).toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        assertThat(answer.json().get(1).path("id").asString()).isEqualTo("b");
        assertThat(answer.json().get(1).path("error").path("code").intValue()).isEqualTo(-32601);
        assertThat(answer.json().get(2).path("error").path("code").intValue()).isEqualTo(-32603);
        assertThat(answer.json().get(3).path("error").path("code").intValue()).isEqualTo(-32600);
        assertThat(answer.json().get(4).toString()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":4,\"result\":{}}");
    }

    @Test
    void aClientWithoutAVersionHeaderMaySendABatch() {
        assertThat(server.post(pings(1), Map.of()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28", "1999-01-01"})
    void otherVersionsHaveNoBatches(String version) {
        assertInvalid(server.post(pings(1), Map.of("MCP-Protocol-Version", version)));
    }

    @Test
    void aBatchWithNothingToAnswerIsAccepted() {
        McpAnswer answer = server.post("[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}]", Map.of());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aBatchHasOneToFiftyMessages() {
        assertInvalid(server.post("[]", Map.of()));
        assertThat(server.post(pings(50), Map.of()).json().size()).isEqualTo(50);
        assertInvalid(server.post(pings(51), Map.of()));
    }

    @Test
    void neitherTheHandshakeNorAModernRequestMayBePartOfABatch() {
        McpAnswer answer = server.post("""
                [{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26"}},
                 {"jsonrpc":"2.0","id":2,"method":"tools/list","params":{"_meta":{
                    "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                    "io.modelcontextprotocol/clientCapabilities":{}}}}]
                """, Map.of());

        assertThat(answer.json().size()).isEqualTo(2);
        assertThat(answer.json().valueStream())
                .allSatisfy(each ->
                        assertThat(each.path("error").path("code").intValue()).isEqualTo(-32600));
    }

    @Test
    void theCallsOfABatchShareOneWait() {
        String calls = IntStream.range(0, 20).mapToObj("""
                        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"wait_for_a_write"}}"""::formatted).collect(Collectors.joining(",", "[", "]"));

        JsonNode answers = server.post(calls, Map.of()).json();

        assertThat(answers.size()).isEqualTo(20);
        assertThat(answers.get(0).toString()).contains("stopped while waiting");
        assertThat(answers.valueStream().skip(1))
                .allSatisfy(answer -> assertThat(answer.toString()).contains("stopped at once"));
    }

    private static String pings(int count) {
        return IntStream.range(0, count)
                .mapToObj("{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void assertInvalid(McpAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32600);
    }
}
