package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import java.util.Map;

/** What a request led to, before it is written. */
sealed interface Reply {

    /**
     * It succeeded.
     *
     * @param result in a form Jackson can write as a JSON object
     * @param headers of the HTTP response
     */
    record Success(Object result, Map<String, String> headers) implements Reply {
        public Success {
            requireNonNull(result, "result is null");
            headers = Map.copyOf(headers);
        }

        Success(Object result) {
            this(result, Map.of());
        }
    }

    /**
     * It failed.
     *
     * @param httpStatus the status if the error travels alone; a batch has one status for all
     * @param headers of the HTTP response, likewise
     */
    record Failure(int httpStatus, JsonRpcError error, Map<String, String> headers) implements Reply {
        public Failure {
            requireNonNull(error, "error is null");
            headers = Map.copyOf(headers);
        }

        Failure(int httpStatus, JsonRpcError error) {
            this(httpStatus, error, Map.of());
        }
    }
}
