package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.client.JsonHttp.Answer;
import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** The tools over MCP, revision 2026-07-28: one stateless POST a call, everything it needs inside. */
public final class McpTools implements Tools {

    private static final String REVISION = "2026-07-28";

    private final JsonHttp http;
    private final AtomicLong lastId = new AtomicLong();

    /** Tools at the {@code /mcp} of this gateway. */
    public McpTools(String gatewayUrl, String token) {
        this.http = new JsonHttp(gatewayUrl, token);
    }

    /** The same, giving up on a call that has no answer within the limit. */
    public McpTools(String gatewayUrl, String token, Duration limit) {
        this.http = new JsonHttp(gatewayUrl, token, limit);
    }

    @Override
    public String protocol() {
        return "MCP";
    }

    @Override
    public ToolAnswer call(String tool, Map<String, ?> arguments) {
        Map<String, ?> meta = Map.of(
                "io.modelcontextprotocol/protocolVersion", REVISION,
                "io.modelcontextprotocol/clientCapabilities", Map.of(),
                "io.modelcontextprotocol/clientInfo", Map.of("name", "tasker-gateway-local-stack", "version", "1"));
        Map<String, ?> message = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                lastId.incrementAndGet(),
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments, "_meta", meta));
        Answer answer = http.post(
                "/mcp",
                message,
                Map.of("MCP-Protocol-Version", REVISION, "Mcp-Method", "tools/call", "Mcp-Name", tool));
        JsonNode result = answer.body().path("result");
        if (!result.isObject()) {
            JsonNode error = answer.body().path("error");
            throw new LocalStackException("MCP answered %s with HTTP %d, error %s: %s"
                    .formatted(
                            tool,
                            answer.status(),
                            error.path("code").asString("none"),
                            error.path("message").asString("no message")));
        }
        return new ToolAnswer(
                result.path("structuredContent"), result.path("isError").asBoolean(false));
    }
}
