package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of the legacy era: nobody needs one, and a wrong one is worse than none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}";
    private static final String INITIALIZE = """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
             "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    private final McpTestServer server = McpTestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aSessionIsUsedUntilItIsEnded() {
        String session = initialize();

        assertThat(post(PING, session).status()).isEqualTo(200);
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session)
                        .status())
                .isEqualTo(202);
        assertThat(delete(session).status()).isEqualTo(204);

        assertThat(post(PING, session).status()).isEqualTo(404);
        assertThat(delete(session).status()).isEqualTo(404);
    }

    @Test
    void eachHandshakeBeginsASessionOfItsOwn() {
        String first = initialize();
        String second = server.post(INITIALIZE, Map.of("Mcp-Session-Id", first)).header("Mcp-Session-Id");

        assertThat(second).isNotEmpty().isNotEqualTo(first);
        assertThat(server.post(INITIALIZE, Map.of("Mcp-Session-Id", "never issued"))
                        .status())
                .isEqualTo(200);
        assertThat(post(PING, first).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PING,
                CALL,
                "[" + PING + "]",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "not json"
            })
    void aSessionOfAnotherAgentIsNoSession(String body) {
        String session = initialize();

        McpAnswer answer = server.post(body, Map.of("Authorization", "Bearer alice", "Mcp-Session-Id", session));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error().path("code").asString()).isEqualTo("session_not_found");
        assertThat(answer.error().path("message").asString()).contains("send initialize again");
    }

    @Test
    void anotherAgentCannotEndASession() {
        String session = initialize();

        assertThat(server.send(server.request()
                                .header("Authorization", "Bearer alice")
                                .header("Mcp-Session-Id", session)
                                .DELETE())
                        .status())
                .isEqualTo(404);
        assertThat(post(PING, session).status()).isEqualTo(200);
    }

    @Test
    void aCallUnderAnUnknownSessionReachesNoToolAndLeavesATrace() {
        int calls = server.catalogue().calls();
        int refusals = server.catalogue().refusals().size();

        assertThat(post(CALL, "abc").status()).isEqualTo(404);
        assertThat(post(PING, "abc").status()).isEqualTo(404);

        assertThat(server.catalogue().calls()).isEqualTo(calls);
        assertThat(server.catalogue().refusals()).hasSize(refusals + 1);
    }

    @Test
    void theModernEraPassesASessionOver() {
        McpAnswer answer = server.post(
                """
                {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{
                 "io.modelcontextprotocol/protocolVersion":"2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities":{}}}}""",
                Map.of(
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/list",
                        "Mcp-Session-Id",
                        "never issued"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void whatIsToBeEndedMustBeNamed() {
        McpAnswer answer = server.send(
                server.request().header("Authorization", "Bearer bob").DELETE());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("message").asString()).contains("Mcp-Session-Id");
    }

    @Test
    void aPageOfAForeignOriginEndsNothingAndHearsNothing() {
        String session = initialize();
        for (String method : new String[] {"GET", "DELETE"}) {
            assertThat(server.send(server.request()
                                    .header("Authorization", "Bearer bob")
                                    .header("Origin", "http://evil.example.com")
                                    .header("Mcp-Session-Id", session)
                                    .method(method, BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(post(PING, session).status()).isEqualTo(200);
    }

    private String initialize() {
        return server.post(INITIALIZE, Map.of()).header("Mcp-Session-Id");
    }

    private McpAnswer post(String body, String session) {
        return server.post(body, Map.of("Mcp-Session-Id", session));
    }

    private McpAnswer delete(String session) {
        return server.send(server.request()
                .header("Authorization", "Bearer bob")
                .header("Mcp-Session-Id", session)
                .DELETE());
    }
}
