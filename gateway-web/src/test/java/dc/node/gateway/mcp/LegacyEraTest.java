package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Revisions 2025-03-26 to 2025-11-25, as clients in use speak them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyEraTest {

    private final McpTestServer server = McpTestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private McpAnswer post(String body) {
        return server.post(body, Map.of());
    }

    private McpAnswer call(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "nonsense, 2025-11-25"
    })
    void initializeAgreesToAKnownVersionAndElseOffersTheNewest(String requested, String negotiated) {
        McpAnswer answer = call("initialize", """
                {"protocolVersion":"%s","capabilities":{},"clientInfo":{"name":"test","version":"1"}}
                """.formatted(requested));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Mcp-Session-Id")).matches("[!-~]{32,}");
        assertThat(answer.result()).isEqualTo(JsonMapper.shared().readTree("""
                        {"protocolVersion":"%s","capabilities":{"tools":{"listChanged":true},"logging":{}},
                         "serverInfo":{"name":"test-server","title":"Test Server","version":"1.2.3"},
                         "instructions":"Read this first."}
                        """.formatted(negotiated)));
    }

    @Test
    void initializeIsLegacyEvenUnderAVersionHeaderOfTheOtherEra() {
        McpAnswer answer = server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
                Map.of("MCP-Protocol-Version", "2026-07-28"));

        assertThat(answer.result().path("protocolVersion").asString()).isEqualTo("2025-11-25");
    }

    @Test
    void initializeWithoutAVersionIsOfferedTheNewest() {
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}")
                        .result()
                        .path("protocolVersion")
                        .asString())
                .isEqualTo("2025-11-25");
    }

    @Test
    void pingIsAnsweredWithAnEmptyResultOfKnownLength() {
        McpAnswer answer = call("ping", "{}");

        assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.body().length()));
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"7", "\"seven\"", "\"7\"", "-1", "0", "\"\"", "123456789012345678901234567890", "\"идёт 🚲\""})
    void theIdComesBackAsItWasSent(String id) {
        assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id))
                        .body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1.5", "true", "{}", "[1]", "\"\\ud83d\""})
    void anIdThatIsNeitherTextNorIntegerIsAnInvalidRequest(String id) {
        McpAnswer answer = post("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"ping\"}".formatted(id));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32600);
        assertThat(answer.json().has("id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}",
                "\"ping\"",
                "5",
                "null"
            })
    void whatIsNoMessageIsAnInvalidRequest(String body) {
        McpAnswer answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32600);
    }

    @Test
    void positionalParamsAreInvalid() {
        McpAnswer answer = call("tools/list", "[1]");

        assertThat(answer.errorCode()).isEqualTo(-32602);
        assertThat(answer.json().path("id").intValue()).isEqualTo(1);
    }

    @Test
    void anUnknownMethodIsAnErrorUnderStatus200() {
        McpAnswer answer = call("resources/list", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.errorCode()).isEqualTo(-32601);
        assertThat(answer.error().path("message").asString()).isEqualTo("Method not found: resources/list");
    }

    @Test
    void aLongMethodNameIsNotEchoedWhole() {
        assertThat(call("x".repeat(10_000), "{}").body()).hasSizeLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"no\"}}"
            })
    void notificationsAndResponsesAreAcceptedWithoutABody(String body) {
        McpAnswer answer = post(body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo("0");
    }

    @Test
    void aNotificationUnderAnUnknownVersionIsRefused() {
        McpAnswer answer = server.post(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                Map.of("MCP-Protocol-Version", "1999-01-01"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32022);
    }

    @Test
    void theToolListIsDescribedInFull() {
        JsonNode tools = call("tools/list", "{}").result().path("tools");

        assertThat(tools.size()).isEqualTo(13);
        assertThat(tools.get(0)).isEqualTo(JsonMapper.shared().readTree("""
                        {"name":"test_simple_text","title":"Title of test_simple_text",
                         "description":"Description of test_simple_text",
                         "inputSchema":{"type":"object"},"outputSchema":{"type":"object"},
                         "annotations":{"readOnlyHint":true,"destructiveHint":false,
                                        "idempotentHint":true,"openWorldHint":false}}
                        """));
    }

    @Test
    void theToolListHasNothingOfTheModernEra() {
        assertThat(call("tools/list", "{}").result().propertyNames()).containsExactly("tools");
    }

    @Test
    void theToolListIsTheCallersOwn() {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

        assertThat(server.post(body, Map.of("Authorization", "Bearer alice")).body())
                .contains("test_for_alice");
        assertThat(server.post(body, Map.of("Authorization", "Bearer bob")).body())
                .doesNotContain("test_for_alice");
    }

    @Test
    void aNullCursorIsNoCursorAndAnyOtherIsUnknown() {
        assertThat(call("tools/list", "{\"cursor\":null}").result().has("tools"))
                .isTrue();
        assertThat(call("tools/list", "{\"cursor\":\"page2\"}").errorCode()).isEqualTo(-32602);
    }

    @Test
    void aToolAnswersWithTheSameJsonAsStructureAndAsText() {
        JsonNode result = call(
                        "tools/call", "{\"name\":\"echo\",\"arguments\":{\"text\":\"Привет \\\"мир\\\" 🚲\\n\"}}")
                .result();

        assertThat(result.propertyNames()).containsExactly("content", "structuredContent", "isError");
        assertThat(result.path("isError").booleanValue()).isFalse();
        assertThat(result.path("content").size()).isEqualTo(1);
        assertThat(result.path("content").get(0).path("type").asString()).isEqualTo("text");
        assertThat(JsonMapper.shared()
                        .readTree(result.path("content").get(0).path("text").asString()))
                .isEqualTo(result.path("structuredContent"));
        assertThat(result.path("structuredContent")
                        .path("arguments")
                        .path("text")
                        .asString())
                .isEqualTo("Привет \"мир\" 🚲\n");
    }

    @Test
    void aToolLearnsWhoCallsFromWhereWithWhatClientAndVersion() {
        JsonNode echo = server.post(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\"}}",
                        Map.of("User-Agent", "some-client/2.0", "MCP-Protocol-Version", "2025-06-18"))
                .result()
                .path("structuredContent");

        assertThat(echo.path("caller").asString()).isEqualTo("bob");
        assertThat(echo.path("client").asString()).isEqualTo("some-client/2.0");
        assertThat(echo.path("version").asString()).isEqualTo("2025-06-18");
        assertThat(echo.path("address").asString()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"echo\"}", "{\"name\":\"echo\",\"arguments\":null}"})
    void leftOutArgumentsAreEmpty(String params) {
        assertThat(call("tools/call", params)
                        .result()
                        .path("structuredContent")
                        .path("arguments")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":5}",
                "{\"name\":\"echo\",\"arguments\":[]}",
                "{\"name\":\"echo\",\"arguments\":\"x\"}"
            })
    void aMalformedCallIsInvalidAndReachesNoTool(String params) {
        int before = server.catalogue().calls();

        assertThat(call("tools/call", params).errorCode()).isEqualTo(-32602);
        assertThat(server.catalogue().calls()).isEqualTo(before);
    }

    @Test
    void anUnknownToolIsAProtocolErrorUnderStatus200() {
        McpAnswer answer = call("tools/call", "{\"name\":\"tasker_delete_issue\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.errorCode()).isEqualTo(-32602);
        assertThat(answer.error().path("message").asString()).isEqualTo("Unknown tool: tasker_delete_issue");
    }

    @Test
    void aToolErrorIsAResultTheModelCanRead() {
        McpAnswer answer = call("tools/call", "{\"name\":\"test_error_handling\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result().path("isError").booleanValue()).isTrue();
        assertThat(answer.result().path("structuredContent").has("error")).isTrue();
    }

    @Test
    void anUnknownVersionHeaderIsRefusedWithTheVersionsThatWork() {
        McpAnswer answer = server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}",
                Map.of("MCP-Protocol-Version", "2024-11-05"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(JsonMapper.shared().readTree("""
                        {"code":-32022,"message":"Unsupported protocol version",
                         "data":{"supported":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"],
                                 "requested":"2024-11-05"}}
                        """));
    }

    @Test
    void metadataThatIsNotOfTheModernEraLeavesARequestLegacy() {
        McpAnswer answer =
                call("tools/list", "{\"_meta\":{\"progressToken\":0,\"io.modelcontextprotocol/related-task\":{}}}");

        assertThat(answer.result().propertyNames()).containsExactly("tools");
    }
}
