package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.EventReader;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whole conversations in the words of clients in use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClientsTest {

    private final McpTestServer server = McpTestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void codexInitializesListsWithProgressTokenZeroCallsAndDeletes() {
        Map<String, String> first =
                Map.of("Accept", "text/event-stream, application/json", "Content-Type", "application/json");
        McpAnswer initialized = server.post("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",
                 "capabilities":{"elicitation":{}},
                 "clientInfo":{"name":"codex-mcp-client","title":"Codex","version":"0.169.0"}}}
                """, first);
        assertThat(initialized.result().path("protocolVersion").asString()).isEqualTo("2025-06-18");
        assertThat(initialized.json().path("id").intValue()).isZero();

        String session = initialized.header("Mcp-Session-Id");
        Map<String, String> then = Map.of(
                "Mcp-Session-Id", session,
                "Accept", "text/event-stream, application/json",
                "Content-Type", "application/json",
                "MCP-Protocol-Version", "2025-06-18");
        assertThat(server.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", then)
                        .status())
                .isEqualTo(202);
        EventReader stream = EventReader.open(
                server.uri(),
                "GET",
                Map.of(
                        "Authorization", "Bearer bob",
                        "Accept", "text/event-stream, application/json",
                        "MCP-Protocol-Version", "2025-06-18",
                        "Mcp-Session-Id", session),
                "");
        assertThat(server.post(
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":{\"progressToken\":0}}}",
                                then)
                        .result()
                        .path("tools")
                        .isEmpty())
                .isFalse();
        assertThat(server.post("""
                                {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"_meta":{"progressToken":1},
                                 "name":"echo","arguments":{"issue_id":"CORE-12"}}}
                                """, then)
                        .result()
                        .path("structuredContent")
                        .path("arguments")
                        .path("issue_id")
                        .asString())
                .isEqualTo("CORE-12");
        assertThat(server.send(server.request()
                                .header("Authorization", "Bearer bob")
                                .header("Mcp-Session-Id", session)
                                .DELETE())
                        .status())
                .isEqualTo(204);
        stream.awaitEnd();
    }

    @Test
    void plainCurlNeedsNothingButTheToken() {
        McpAnswer answer = server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"a\":\"b=c&d\"}}}",
                Map.of(
                        "User-Agent",
                        "curl/8.5.0",
                        "Accept",
                        "*/*",
                        "Content-Type",
                        "application/x-www-form-urlencoded"));

        assertThat(answer.result()
                        .path("structuredContent")
                        .path("arguments")
                        .path("a")
                        .asString())
                .isEqualTo("b=c&d");
        assertThat(answer.result().path("structuredContent").path("client").asString())
                .isEqualTo("curl/8.5.0");
    }

    @Test
    void theTypeScriptSdkOpensItsStreamWithoutASession() {
        try (EventReader stream = EventReader.open(
                server.uri(),
                "GET",
                Map.of(
                        "Authorization", "Bearer bob",
                        "Accept", "text/event-stream",
                        "MCP-Protocol-Version", "2025-11-25"),
                "")) {
            assertThat(stream.status()).isEqualTo(200);
            server.callers().changeList("bob");

            assertThat(stream.nextMessage().path("method").asString()).isEqualTo("notifications/tools/list_changed");
        }
    }
}
