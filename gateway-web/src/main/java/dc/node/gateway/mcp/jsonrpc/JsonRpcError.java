package dc.node.gateway.mcp.jsonrpc;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The {@code error} member of a JSON-RPC response.
 *
 * @param code one of the constants here, or a code of the protocol above
 * @param message one sentence for the person or model at the other end
 * @param data anything more, in a form Jackson can write
 */
public record JsonRpcError(int code, String message, Optional<Object> data) {

    /** The body is not JSON. */
    public static final int PARSE_ERROR = -32700;

    /** The JSON is no JSON-RPC request. */
    public static final int INVALID_REQUEST = -32600;

    /** The method does not exist here. */
    public static final int METHOD_NOT_FOUND = -32601;

    /** The method exists, its parameters are wrong. */
    public static final int INVALID_PARAMS = -32602;

    /** The server failed. */
    public static final int INTERNAL_ERROR = -32603;

    public JsonRpcError {
        requireNonNull(message, "message is null");
        requireNonNull(data, "data is null");
    }

    /** An error without data. */
    public static JsonRpcError of(int code, String message) {
        return new JsonRpcError(code, message, Optional.empty());
    }
}
