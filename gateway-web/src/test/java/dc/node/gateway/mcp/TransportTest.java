package dc.node.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP around the messages: methods, content types, origins, limits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransportTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String PONG = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

    private final McpTestServer server = McpTestServer.start("gateway.mcp.allowed-origins=https://App.example.com");

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "text/plain",
                "nonsense"
            })
    void anyContentTypeIsReadAsJson(String type) {
        assertThat(server.post(PING, Map.of("Content-Type", type)).body()).isEqualTo(PONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/event-stream",
                "application/json, text/event-stream",
                "text/html",
                "*/*",
                "nonsense"
            })
    void anyAcceptHeaderIsAnsweredWithJson(String accept) {
        McpAnswer answer = server.post(PING, Map.of("Accept", accept));

        assertThat(answer.body()).isEqualTo(PONG);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "HEAD", "OPTIONS", "PATCH"})
    void noOtherMethodWorks(String method) {
        McpAnswer answer = server.send(server.request()
                .header("Authorization", "Bearer bob")
                .header("Accept", "text/event-stream")
                .method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST, GET, DELETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void theModernEraHasOnlyPost(String method) {
        McpAnswer answer = server.send(server.request()
                .header("Authorization", "Bearer bob")
                .header("Accept", "text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void withoutACallerNothingIsRead() {
        McpAnswer answer = server.send(server.request().POST(BodyPublishers.ofString("not json")));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.json().has("jsonrpc")).isFalse();
        assertThat(answer.error().path("code").asString()).isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"jsonrpc\":\"2.0\",}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"a\":1,\"a\":2}}}",
                "name=value&other=1"
            })
    void whatIsNotJsonIsAParseError(String body) {
        McpAnswer answer = server.post(body, Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo(-32700);
        assertThat(answer.json().has("id")).isFalse();
    }

    @Test
    void textThatIsNotUtf8IsAParseError() {
        byte[] latin1 =
                "{\"jsonrpc\":\"2.0\",\"id\":\"\u00e9\",\"method\":\"ping\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(server.post(BodyPublishers.ofByteArray(latin1), Map.of()).errorCode())
                .isEqualTo(-32700);
    }

    @Test
    void aBodyOfOneMebibyteIsReadAndOneByteMoreIsNot() {
        assertThat(server.post(pingOf(1024 * 1024), Map.of()).body()).isEqualTo(PONG);
        assertThat(server.post(pingOf(1024 * 1024 + 1), Map.of()).status()).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsLimitedToo() {
        byte[] tooLarge = pingOf(1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8);

        assertThat(server.post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge)), Map.of())
                        .status())
                .isEqualTo(413);
    }

    @Test
    void sixtyFourLevelsAreReadAndOneMoreIsNot() {
        assertThat(server.post(nested(64), Map.of()).body()).isEqualTo(PONG);

        McpAnswer deeper = server.post(nested(65), Map.of());
        assertThat(deeper.status()).isEqualTo(400);
        assertThat(deeper.errorCode()).isEqualTo(-32600);
        assertThat(deeper.error().path("message").asString()).contains("64 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000",
                "http://127.0.0.1",
                "https://[::1]:8443",
                "http://LOCALHOST",
                "https://app.example.com",
                "https://app.example.com:443"
            })
    void pagesOfAllowedAndLoopbackOriginsMayCall(String origin) {
        assertThat(server.post(PING, Map.of("Origin", origin)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example.com",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.com",
                "https://evil.com/app.example.com",
                "http://localhost.evil.com",
                "http://localhost@evil.com",
                "null",
                "not an origin",
                ""
            })
    void pagesOfOtherOriginsMayNot(String origin) {
        McpAnswer answer = server.post(PING, Map.of("Origin", origin));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("jsonrpc");
        assertThat(server.catalogue().refusals()).last().isEqualTo(CallRefusal.FOREIGN_ORIGIN);
    }

    private static String pingOf(int length) {
        return PING + " ".repeat(length - PING.length());
    }

    /** A ping with arrays inside arrays, the message and its params being the first two levels. */
    private static String nested(int levels) {
        int arrays = levels - 2;
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"deep\":%s%s}}"
                .formatted("[".repeat(arrays), "]".repeat(arrays));
    }
}
