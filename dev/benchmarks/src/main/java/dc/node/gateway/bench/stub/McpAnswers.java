package dc.node.gateway.bench.stub;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An MCP server with one tool, for proxies to stand in front of: Streamable HTTP, revision 2025-06-18, without sessions, each answer
 * plain JSON. The tool gives the very issue that Tasker's part of the stub gives.
 */
final class McpAnswers {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String RESULT = "{\"jsonrpc\":\"2.0\",\"id\":@@,\"result\":%s}";

    private static final Template INITIALIZED = new Template(
            200,
            RESULT.formatted("{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
                    + "\"serverInfo\":{\"name\":\"bench-upstream\",\"version\":\"1\"}}"));
    private static final Template PONG = new Template(200, RESULT.formatted("{}"));
    private static final Template TOOLS = new Template(
            200,
            RESULT.formatted("{\"tools\":[{\"name\":\"tasker_get_issue\",\"description\":\"Read one issue.\","
                    + "\"inputSchema\":{\"type\":\"object\",\"properties\":{\"issue_id\":{\"type\":\"string\"}},"
                    + "\"required\":[\"issue_id\"]},\"outputSchema\":{\"type\":\"object\","
                    + "\"properties\":{\"issue\":{\"type\":\"object\"}},\"required\":[\"issue\"]}}]}"));
    private static final Template UNKNOWN_METHOD = new Template(
            200,
            "{\"jsonrpc\":\"2.0\",\"id\":@@,\"error\":{\"code\":-32601,\"message\":\"The stub has no such method.\"}}");
    private static final byte[] ACCEPTED =
            "HTTP/1.1 202 X\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_MESSAGE =
            "HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ONLY_POST =
            "HTTP/1.1 405 X\r\nAllow: POST\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Template ISSUE = issueResult();

    private McpAnswers() {}

    static byte[] to(String method, String body) {
        if (!method.equals("POST")) {
            return ONLY_POST;
        }
        JsonNode message;
        try {
            message = JSON.readTree(body);
        } catch (JacksonException e) {
            return NO_MESSAGE;
        }
        if (!message.has("id")) {
            return ACCEPTED;
        }
        String id = message.path("id").toString();
        return switch (message.path("method").asString("")) {
            case "initialize" -> INITIALIZED.with(id);
            case "ping" -> PONG.with(id);
            case "tools/list" -> TOOLS.with(id);
            case "tools/call" -> ISSUE.with(id);
            default -> UNKNOWN_METHOD.with(id);
        };
    }

    /** As JSON and as text, as MCP wants it. */
    private static Template issueResult() {
        String answer = "{\"issue\":"
                + TaskerAnswers.ISSUE.replace(Template.SLOT, StubIds.issue(1).toString()) + "}";
        String text = JSON.writeValueAsString(answer);
        return new Template(
                200,
                RESULT.formatted(
                        "{\"content\":[{\"type\":\"text\",\"text\":%s}],\"structuredContent\":%s,\"isError\":false}"
                                .formatted(text, answer)));
    }
}
