package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.report.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests of MCP's revision 2026-07-28: one stateless POST a call. */
public final class McpRequests {

    private static final String REVISION = "2026-07-28";
    private static final Map<String, ?> META = Map.of(
            "io.modelcontextprotocol/protocolVersion", REVISION,
            "io.modelcontextprotocol/clientCapabilities", Map.of(),
            "io.modelcontextprotocol/clientInfo", Map.of("name", "bench", "version", "1"));

    private McpRequests() {}

    public static Request toolCall(String token, String tool, Map<String, ?> arguments) {
        Map<String, String> headers = headers(token, "tools/call");
        headers.put("Mcp-Name", tool);
        return Request.post(
                "/mcp", headers, body("tools/call", Map.of("name", tool, "arguments", arguments, "_meta", META)));
    }

    static Request toolList(String token) {
        return Request.post("/mcp", headers(token, "tools/list"), body("tools/list", Map.of("_meta", META)));
    }

    private static Map<String, String> headers(String token, String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", REVISION);
        headers.put("Mcp-Method", method);
        return headers;
    }

    private static String body(String method, Map<String, ?> parameters) {
        return Json.MAPPER.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
    }
}
