package dc.node.gateway.mcp.jsonrpc;

import static dc.node.gateway.mcp.jsonrpc.JsonRpcError.INVALID_PARAMS;
import static dc.node.gateway.mcp.jsonrpc.JsonRpcError.INVALID_REQUEST;
import static dc.node.gateway.mcp.jsonrpc.JsonRpcError.PARSE_ERROR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Invalid;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Notification;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Response;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns the bytes of a body into messages. It never throws: whatever is wrong becomes part of the outcome. */
public final class MessageReader {

    private static final String NOTIFICATION_PREFIX = "notifications/";

    private final JsonMapper mapper;

    public MessageReader(JsonMapper mapper) {
        this.mapper = requireNonNull(mapper, "mapper is null");
    }

    /** Reads a whole body. */
    public ReceivedBody read(byte[] body) {
        JsonNode tree;
        try {
            tree = mapper.readTree(body);
        } catch (StreamConstraintsException beyondLimits) {
            return new ReceivedBody.Unreadable(JsonRpcError.of(
                    INVALID_REQUEST,
                    "The JSON is nested deeper than %d levels or has an oversized number or name"
                            .formatted(JsonRpcMapper.MAXIMUM_NESTING)));
        } catch (JacksonException | ArithmeticException | NumberFormatException notJson) {
            // The latter two come from exponents beyond what a BigDecimal can hold.
            return notJson();
        }
        if (tree.isMissingNode()) {
            return notJson();
        }
        if (tree.isArray()) {
            return new ReceivedBody.Batch(tree.valueStream().map(this::message).toList());
        }
        return new ReceivedBody.Single(message(tree));
    }

    private static ReceivedBody notJson() {
        return new ReceivedBody.Unreadable(JsonRpcError.of(
                PARSE_ERROR, "The body is not valid JSON in UTF-8, or an object in it has one key twice"));
    }

    private JsonRpcMessage message(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            return invalid(Optional.empty(), INVALID_REQUEST, "A message must be a JSON object");
        }
        Optional<JsonNode> id = object.optional("id").filter(MessageReader::isUsableId);
        if (!object.path("jsonrpc").stringValue("").equals("2.0")) {
            return invalid(id, INVALID_REQUEST, "\"jsonrpc\" must be \"2.0\"");
        }
        if (!object.has("method")) {
            return object.has("result") || object.has("error")
                    ? response(id, object)
                    : invalid(id, INVALID_REQUEST, "A message must have a \"method\"");
        }
        if (!object.path("method").isString()) {
            return invalid(id, INVALID_REQUEST, "\"method\" must be a string");
        }
        String method = object.path("method").stringValue();
        if (!object.has("id")) {
            return method.startsWith(NOTIFICATION_PREFIX)
                    ? new Notification(method, namedParams(object))
                    : invalid(id, INVALID_REQUEST, "A request must have an \"id\"");
        }
        if (id.isEmpty()) {
            return invalid(id, INVALID_REQUEST, "\"id\" must be a string or an integer");
        }
        return request(id.get(), method, object.path("params"));
    }

    private static Response response(Optional<JsonNode> id, ObjectNode message) {
        return new Response(
                id, message.path("result") instanceof ObjectNode result ? Optional.of(result) : Optional.empty());
    }

    /** Whatever else a notification carries is passed over: there is nobody to tell. */
    private ObjectNode namedParams(ObjectNode message) {
        return message.path("params") instanceof ObjectNode named ? named : mapper.createObjectNode();
    }

    private JsonRpcMessage request(JsonNode id, String method, JsonNode params) {
        if (params instanceof ObjectNode named) {
            return new Request(id, method, named);
        }
        if (params.isMissingNode() || params.isNull()) {
            return new Request(id, method, mapper.createObjectNode());
        }
        return invalid(Optional.of(id), INVALID_PARAMS, "\"params\" must be an object");
    }

    /** A string with half a surrogate pair could not be written back, so it is no id. */
    private static boolean isUsableId(JsonNode id) {
        return id.isIntegralNumber() || (id.isString() && UTF_8.newEncoder().canEncode(id.stringValue()));
    }

    private static Invalid invalid(Optional<JsonNode> id, int code, String message) {
        return new Invalid(id, JsonRpcError.of(code, message));
    }
}
