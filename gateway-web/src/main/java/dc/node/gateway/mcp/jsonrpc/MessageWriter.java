package dc.node.gateway.mcp.jsonrpc;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns answers into bytes. */
public final class MessageWriter {

    private static final String VERSION = "2.0";

    private final JsonMapper mapper;

    public MessageWriter(JsonMapper mapper) {
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    /** The answer to a request that succeeded. Throws JacksonException if the result has no JSON form in UTF-8. */
    public byte[] result(JsonNode id, Object result) {
        return mapper.writeValueAsBytes(new ResultResponse(VERSION, id, result));
    }

    /** The answer to a request that failed; without an id where none could be read, as MCP wants it. */
    public byte[] error(Optional<JsonNode> id, JsonRpcError error) {
        return mapper.writeValueAsBytes(new ErrorResponse(VERSION, id, error));
    }

    /** A message that wants an answer. */
    public byte[] request(String id, String method, JsonNode params) {
        return mapper.writeValueAsBytes(new Request(VERSION, id, method, params));
    }

    /** A message that wants no answer. */
    public byte[] notification(String method, Object params) {
        return mapper.writeValueAsBytes(new Notification(VERSION, method, params));
    }

    /** A message that wants no answer and needs no parameters. */
    public byte[] notification(String method) {
        return mapper.writeValueAsBytes(new BareNotification(VERSION, method));
    }

    private record Request(String jsonrpc, String id, String method, JsonNode params) {}

    private record Notification(String jsonrpc, String method, Object params) {}

    private record BareNotification(String jsonrpc, String method) {}

    private record ResultResponse(String jsonrpc, JsonNode id, Object result) {}

    private record ErrorResponse(String jsonrpc, Optional<JsonNode> id, JsonRpcError error) {}
}
