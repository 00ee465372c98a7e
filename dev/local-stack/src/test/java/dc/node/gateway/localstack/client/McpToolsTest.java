package dc.node.gateway.localstack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class McpToolsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private HttpServer server;
    private JsonNode received = JSON.missingNode();
    private Map<String, String> headers = Map.of();
    private int status = 200;
    private String type = "application/json";
    private String answer = "{}";

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void aCallCarriesAllThatTheRevisionAsksOfAStatelessRequest() {
        answer = """
                {"jsonrpc":"2.0","id":1,"result":{"structuredContent":{"status":"succeeded","replayed":true}}}""";

        ToolAnswer result = tools().call("tasker_get_issue", Map.of("issue_id", "I"));

        assertThat(result.isError()).isFalse();
        assertThat(result.text("status")).isEqualTo("succeeded");
        assertThat(result.flag("replayed")).isTrue();
        assertThat(headers)
                .containsEntry("Authorization", "Bearer a-token")
                .containsEntry("MCP-Protocol-Version", "2026-07-28")
                .containsEntry("Mcp-Method", "tools/call")
                .containsEntry("Mcp-Name", "tasker_get_issue");
        JsonNode parameters = received.path("params");
        assertThat(parameters.path("name").asString()).isEqualTo("tasker_get_issue");
        assertThat(parameters.path("arguments").path("issue_id").asString()).isEqualTo("I");
        assertThat(parameters
                        .path("_meta")
                        .path("io.modelcontextprotocol/protocolVersion")
                        .asString())
                .isEqualTo("2026-07-28");
        assertThat(parameters
                        .path("_meta")
                        .path("io.modelcontextprotocol/clientCapabilities")
                        .isObject())
                .isTrue();
    }

    @Test
    void theAnswerToACallThatWaitedComesAfterComments() {
        type = "text/event-stream;charset=UTF-8";
        answer = ":\n\n:\n\nevent: message\ndata: "
                + "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"structuredContent\":{\"status\":\"queued\"}}}\n\n";

        assertThat(tools().call("tasker_move_issue", Map.of()).text("status")).isEqualTo("queued");
    }

    @Test
    void anErrorOfTheToolIsAnAnswer() {
        answer = """
                {"jsonrpc":"2.0","id":1,"result":{"isError":true,
                 "structuredContent":{"error":{"code":"scope_denied","message":"The grant lacks it."}}}}""";

        ToolAnswer result = tools().call("tasker_move_issue", Map.of());

        assertThat(result.isError()).isTrue();
        assertThat(result.error()).isEqualTo("scope_denied: The grant lacks it.");
    }

    @Test
    void anErrorOfTheProtocolIsAnException() {
        status = 400;
        answer = """
                {"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"Unknown tool"}}""";

        assertThatThrownBy(() -> tools().call("tasker_delete_issue", Map.of()))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("HTTP 400")
                .hasMessageContaining("-32602")
                .hasMessageContaining("Unknown tool");
    }

    private McpTools tools() {
        return new McpTools("http://127.0.0.1:" + server.getAddress().getPort(), "a-token");
    }

    private void answer(HttpExchange exchange) throws IOException {
        received = JSON.readTree(exchange.getRequestBody());
        headers = Map.of(
                "Authorization", header(exchange, "Authorization"),
                "MCP-Protocol-Version", header(exchange, "MCP-Protocol-Version"),
                "Mcp-Method", header(exchange, "Mcp-Method"),
                "Mcp-Name", header(exchange, "Mcp-Name"));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }
}
