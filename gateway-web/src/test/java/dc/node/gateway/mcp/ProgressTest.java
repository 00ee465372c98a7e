package dc.node.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a caller hears while its call is under way, and how it leaves. */
class ProgressTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> TAKES_EVENTS = Map.of("Accept", "application/json, text/event-stream");

    private static McpTestServer server;

    @BeforeAll
    static void start() {
        server = McpTestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7.5", "\"a\""})
    void progressComesUnderItsTokenAndTheResultAfterIt(String token) {
        McpAnswer answer = server.post(call(1, "test_tool_with_progress", token), TAKES_EVENTS);

        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
        List<JsonNode> messages = events(answer.body());
        assertThat(messages).hasSize(4);
        assertThat(messages.subList(0, 3)).allSatisfy(message -> {
            assertThat(message.path("method").stringValue()).isEqualTo("notifications/progress");
            assertThat(message.path("params").path("progressToken")).isEqualTo(JSON.readTree(token));
            assertThat(message.path("params").path("total").intValue()).isEqualTo(100);
        });
        assertThat(messages.subList(0, 3))
                .extracting(message -> message.path("params").path("progress").intValue())
                .containsExactly(0, 50, 100);
        assertThat(messages.getLast().path("id").intValue()).isEqualTo(1);
        assertThat(messages.getLast().path("result").isObject()).isTrue();
    }

    @Test
    void withoutATokenTheAnswerIsPlainJson() {
        String call = """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                 "params": {"name": "test_tool_with_progress", "arguments": {}}}""";

        assertThat(server.post(call, TAKES_EVENTS).header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void whoTakesNoEventsGetsPlainJsonWhateverItsToken() {
        assertThat(server.post(call(1, "test_tool_with_progress", "0"), Map.of())
                        .header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void whoCancelsItsCallIsWaitedForNoLongerAndNobodyElsesIs() throws Exception {
        int before = server.catalogue().waiting();
        CompletableFuture<McpAnswer> call =
                CompletableFuture.supplyAsync(() -> server.post(call(41, "wait_until_cancelled", "0"), TAKES_EVENTS));
        await().atMost(Duration.ofSeconds(10)).until(() -> server.catalogue().waiting() > before);

        McpAnswer another = server.post(cancel(41), Map.of("Authorization", "Bearer alice"));
        McpAnswer otherId = server.post(cancel(42), Map.of());
        assertThat(another.status()).isEqualTo(202);
        assertThat(otherId.status()).isEqualTo(202);
        assertThat(call).isNotDone();
        server.post(cancel(41), Map.of());

        assertThat(call.get(10, TimeUnit.SECONDS).body()).contains("cancelled").doesNotContain("never");
    }

    @Test
    void whoHangsUpIsWaitedForNoLonger() throws IOException {
        hangUpOn(server, call(1, "report_until_gone", "0"), "");

        await().atMost(Duration.ofSeconds(20)).until(() -> server.catalogue().callerLeft());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"progressToken\": 0,", ""})
    void hangingUpCancelsAModernCallWithAndWithoutAProgressToken(String progressToken) throws IOException {
        try (McpTestServer modern = McpTestServer.start()) {
            hangUpOn(modern, modernCall("report_until_gone", progressToken), """
                    MCP-Protocol-Version: 2026-07-28\r
                    Mcp-Method: tools/call\r
                    Mcp-Name: report_until_gone\r
                    """);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> modern.catalogue().callerLeft());
        }
    }

    @Test
    void aModernCallWithoutATokenGetsCommentsAndThenItsResult() {
        McpAnswer answer = server.post(
                modernCall("test_tool_with_progress", ""),
                Map.of(
                        "Accept", "application/json, text/event-stream",
                        "MCP-Protocol-Version", "2026-07-28",
                        "Mcp-Method", "tools/call",
                        "Mcp-Name", "test_tool_with_progress"));

        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.body()).startsWith(":\n\n");
        assertThat(events(answer.body()))
                .singleElement()
                .satisfies(message -> assertThat(
                                message.path("result").path("resultType").asString())
                        .isEqualTo("complete"));
    }

    /** Sends the call, waits for the first byte of its answer, and closes the connection. */
    private static void hangUpOn(McpTestServer server, String call, String headers) throws IOException {
        byte[] body = call.getBytes(UTF_8);
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            String head = """
                    POST /mcp HTTP/1.1\r
                    Host: 127.0.0.1\r
                    Authorization: Bearer bob\r
                    Accept: text/event-stream\r
                    %sContent-Length: %d\r
                    \r
                    """.formatted(headers, body.length);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(body);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    private static String modernCall(String tool, String progressToken) {
        return """
                {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "%s", "arguments": {}, "_meta": {%s
                 "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                 "io.modelcontextprotocol/clientCapabilities": {}}}}""".formatted(tool, progressToken);
    }

    private static String call(int id, String tool, String token) {
        return """
                {"jsonrpc": "2.0", "id": %d, "method": "tools/call",
                 "params": {"name": "%s", "arguments": {}, "_meta": {"progressToken": %s}}}""".formatted(id, tool, token);
    }

    private static String cancel(int id) {
        return """
                {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": %d}}""".formatted(id);
    }

    private static List<JsonNode> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> JSON.readTree(line.substring("data: ".length())))
                .toList();
    }
}
