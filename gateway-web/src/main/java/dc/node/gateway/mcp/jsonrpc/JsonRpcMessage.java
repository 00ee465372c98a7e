package dc.node.gateway.mcp.jsonrpc;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One message from a client. */
public sealed interface JsonRpcMessage {

    /**
     * Wants an answer.
     *
     * @param id a string or an integer, kept as it came because the answer repeats it with its type
     * @param params empty where the client sent none
     */
    record Request(JsonNode id, String method, ObjectNode params) implements JsonRpcMessage {
        public Request {
            requireNonNull(id, "id is null");
            requireNonNull(method, "method is null");
            requireNonNull(params, "params is null");
        }
    }

    /**
     * Wants no answer.
     *
     * @param params empty where the client sent none
     */
    record Notification(String method, ObjectNode params) implements JsonRpcMessage {
        public Notification {
            requireNonNull(method, "method is null");
            requireNonNull(params, "params is null");
        }
    }

    /**
     * Answers a request of the server.
     *
     * @param id of that request; empty where the client sent none, or one that cannot be used
     * @param result empty where the client answered with an error, or with what is no object
     */
    record Response(Optional<JsonNode> id, Optional<ObjectNode> result) implements JsonRpcMessage {
        public Response {
            requireNonNull(id, "id is null");
            requireNonNull(result, "result is null");
        }
    }

    /**
     * Is JSON, but no message.
     *
     * @param id the id of the request it was meant to be, where it has a usable one
     */
    record Invalid(Optional<JsonNode> id, JsonRpcError error) implements JsonRpcMessage {
        public Invalid {
            requireNonNull(id, "id is null");
            requireNonNull(error, "error is null");
        }
    }
}
