package dc.node.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Revision 2026-07-28: every request stands alone and says in headers and {@code _meta} what it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModernEraTest {

    private static final String META = """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                     "io.modelcontextprotocol/clientInfo":{"name":"modern-client","version":"3"},
                     "io.modelcontextprotocol/clientCapabilities":{}}
            """;

    private static final JsonNode SERVER_INFO =
            JsonMapper.shared().readTree("{\"name\":\"test-server\",\"title\":\"Test Server\",\"version\":\"1.2.3\"}");

    private final McpTestServer server = McpTestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    private static String request(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"%s\",\"params\":{%s}}".formatted(method, params);
    }

    private static Map<String, String> headers(String method) {
        return Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method);
    }

    private McpAnswer send(String method) {
        return server.post(request(method, META), headers(method));
    }

    private McpAnswer callWithNameHeader(String tool, String header) {
        Map<String, String> headers = new HashMap<>(headers("tools/call"));
        headers.put("Mcp-Name", header);
        return server.post(request("tools/call", "\"name\":\"%s\",%s".formatted(tool, META)), headers);
    }

    @Test
    void discoverNamesVersionsCapabilitiesAndTheServer() {
        McpAnswer answer = send("server/discover");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asString()).isEqualTo("a");
        assertThat(answer.result()).isEqualTo(JsonMapper.shared().readTree("""
                        {"resultType":"complete",
                         "supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26"],
                         "capabilities":{"tools":{"listChanged":true},"logging":{}},"instructions":"Read this first.",
                         "ttlMs":30000,"cacheScope":"private",
                         "_meta":{"io.modelcontextprotocol/serverInfo":
                             {"name":"test-server","title":"Test Server","version":"1.2.3"}}}
                        """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MCP-Protocol-Version", "mcp-method", "Mcp-Name", "Mcp-Param-Project", "mcp-param-unknown"})
    void aHeaderThatRepeatsTheBodyMustBeThereOnce(String name) {
        String value = switch (name) {
            case "MCP-Protocol-Version" -> "2026-07-28";
            case "mcp-method" -> "tools/call";
            case "Mcp-Name" -> "echo";
            default -> "7";
        };
        Map<String, String> headers = new HashMap<>(headers("tools/call"));
        headers.put("Mcp-Name", "echo");
        headers.keySet().removeIf(name::equalsIgnoreCase);
        HttpRequest.Builder request = server.request()
                .header("Authorization", "Bearer bob")
                .header(name, value)
                .header(name, value)
                .POST(BodyPublishers.ofString(request("tools/call", "\"name\":\"echo\"," + META)));
        headers.forEach(request::header);

        McpAnswer answer = server.send(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32020);
        assertThat(answer.body()).containsIgnoringCase(name + " is there more than once");
    }

    @Test
    void theToolListMayBeKeptBrieflyAndOnlyByItsCaller() {
        JsonNode result = send("tools/list").result();

        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("tools").size()).isEqualTo(13);
        assertThat(result.path("ttlMs").intValue()).isEqualTo(30_000);
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
        assertThat(result.path("_meta").path("io.modelcontextprotocol/serverInfo"))
                .isEqualTo(SERVER_INFO);
    }

    @Test
    void aToolCallIsCompleteAndNotToBeKept() {
        JsonNode result = callWithNameHeader("echo", "echo").result();

        assertThat(result.propertyNames())
                .containsExactlyInAnyOrder("resultType", "content", "structuredContent", "isError", "_meta");
        assertThat(result.path("resultType").asString()).isEqualTo("complete");
        assertThat(result.path("structuredContent").path("client").asString()).isEqualTo("modern-client");
        assertThat(result.path("structuredContent").path("version").asString()).isEqualTo("2026-07-28");
        assertThat(result.path("_meta").path("io.modelcontextprotocol/serverInfo"))
                .isEqualTo(SERVER_INFO);
    }

    @Test
    void aClientNeedNotNameItself() {
        String meta = """
                "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",
                         "io.modelcontextprotocol/clientCapabilities":{}}
                """;
        assertThat(server.post(request("tools/list", meta), headers("tools/list"))
                        .result()
                        .has("tools"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"_meta\":{}",
                "\"_meta\":5",
                "\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":5,\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":[]}"
            })
    void aRequestThatDoesNotDescribeItselfIsInvalid(String params) {
        McpAnswer answer = server.post(request("server/discover", params), headers("server/discover"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32602);
        assertThat(answer.json().path("id").asString()).isEqualTo("a");
    }

    @Test
    void theVersionHeaderAloneMakesARequestModern() {
        McpAnswer answer = server.post(request("tools/list", ""), headers("tools/list"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32602);
    }

    @Test
    void discoverIsModernWithoutAnyHeader() {
        assertThat(server.post(request("server/discover", ""), Map.of()).errorCode())
                .isEqualTo(-32602);
    }

    @Test
    void aVersionHeaderThatContradictsTheBodyIsAMismatch() {
        Map<String, String> headers = Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list");

        assertMismatch(server.post(request("tools/list", META), headers));
        assertMismatch(server.post(request("tools/list", META), Map.of("Mcp-Method", "tools/list")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts/list", "TOOLS/LIST", ""})
    void aMethodHeaderThatContradictsTheBodyIsAMismatch(String header) {
        assertMismatch(server.post(request("tools/list", META), headers(header)));
    }

    @Test
    void aMissingMethodHeaderIsAMismatch() {
        assertMismatch(server.post(request("tools/list", META), Map.of("MCP-Protocol-Version", "2026-07-28")));
    }

    @Test
    void aNameHeaderThatContradictsTheBodyIsAMismatchAndReachesNoTool() {
        int before = server.catalogue().calls();

        assertMismatch(callWithNameHeader("echo", "fault"));
        assertMismatch(server.post(request("tools/call", "\"name\":\"echo\"," + META), headers("tools/call")));
        assertThat(server.catalogue().calls()).isEqualTo(before);
    }

    @Test
    void aNameHeaderMayBeBase64AndMustBeForOtherAlphabets() {
        String encoded = Base64.getEncoder().encodeToString("имя".getBytes(UTF_8));

        assertThat(callWithNameHeader("имя", "=?base64?" + encoded + "?=").status())
                .isEqualTo(200);
        assertThat(callWithNameHeader("echo", "=?base64?ZWNobw==?=").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?base64?ZWNobw?=",
                "=?base64?ZWN!obw==?=",
                "=?BASE64?ZWNobw==?=",
                "ZWNobw==",
                "=?base64?ZmF1bHQ=?="
            })
    void sloppyOrOtherBase64IsAMismatch(String header) {
        assertMismatch(callWithNameHeader("echo", header));
    }

    @Test
    void aNameThatLooksEncodedMustItselfBeEncoded() {
        String name = "=?base64?ZWNobw==?=";
        String encoded = Base64.getEncoder().encodeToString(name.getBytes(UTF_8));

        assertMismatch(callWithNameHeader(name, name));
        assertThat(callWithNameHeader(name, "=?base64?" + encoded + "?=").errorCode())
                .isEqualTo(-32602);
    }

    @Test
    void headerNamesKnowNoCaseAndValuesNoOuterSpace() {
        McpAnswer answer = server.post(
                request("tools/call", "\"name\":\"echo\"," + META),
                Map.of("mcp-protocol-version", "2026-07-28", "MCP-METHOD", "tools/call", "mcp-NAME", "  echo  "));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anUnknownVersionIsRefusedWithTheVersionsThatWork() {
        McpAnswer answer = server.post(
                request("tools/list", META.replace("2026-07-28", "2027-01-01")),
                Map.of("MCP-Protocol-Version", "2027-01-01", "Mcp-Method", "tools/list"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32022);
        assertThat(answer.error().path("data").path("requested").asString()).isEqualTo("2027-01-01");
        assertThat(answer.error().path("data").path("supported").get(0).asString())
                .isEqualTo("2026-07-28");
    }

    @Test
    void aLegacyVersionInMetadataIsRefusedWithAHint() {
        McpAnswer answer = server.post(
                request("tools/list", META.replace("2026-07-28", "2025-11-25")),
                Map.of("MCP-Protocol-Version", "2025-11-25", "Mcp-Method", "tools/list"));

        assertThat(answer.errorCode()).isEqualTo(-32022);
        assertThat(answer.error().path("message").asString()).contains("begins with initialize");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "prompts/list", "no/such"})
    void aMethodThatThisEraOrServerLacksIsNotFound(String method) {
        McpAnswer answer = send(method);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorCode()).isEqualTo(-32601);
        assertThat(answer.json().path("id").asString()).isEqualTo("a");
    }

    @Test
    void anUnknownToolIsAnErrorUnderStatus200() {
        McpAnswer answer = callWithNameHeader("nothing", "nothing");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.errorCode()).isEqualTo(-32602);
    }

    @Test
    void aToolErrorIsACompleteResult() {
        JsonNode result =
                callWithNameHeader("test_error_handling", "test_error_handling").result();

        assertThat(result.path("isError").booleanValue()).isTrue();
        assertThat(result.path("resultType").asString()).isEqualTo("complete");
    }

    @Test
    void aToolThatNeedsMoreOfItsClientNamesIt() {
        McpAnswer answer = callWithNameHeader("test_missing_capability", "test_missing_capability");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32021);
        assertThat(answer.error().path("data"))
                .isEqualTo(JsonMapper.shared().readTree("{\"requiredCapabilities\":{\"sampling\":{}}}"));
    }

    @Test
    void aToolLearnsWhatItsClientCanDo() {
        Map<String, String> headers = new HashMap<>(headers("tools/call"));
        headers.put("Mcp-Name", "test_missing_capability");
        String meta = META.replace("clientCapabilities\":{}", "clientCapabilities\":{\"sampling\":{}}");

        assertThat(server.post(request("tools/call", "\"name\":\"test_missing_capability\"," + meta), headers)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aNotificationIsAccepted() {
        assertThat(server.post(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/anything\"}",
                                Map.of("MCP-Protocol-Version", "2026-07-28"))
                        .status())
                .isEqualTo(202);
    }

    private static void assertMismatch(McpAnswer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32020);
    }
}
