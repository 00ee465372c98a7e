package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcError;

/** What a request led to, before it is written. */
sealed interface Reply {

    /**
     * It succeeded.
     *
     * @param result in a form Jackson can write as a JSON object
     */
    record Success(Object result) implements Reply {
        public Success {
            requireNonNull(result, "result is null");
        }
    }

    /**
     * It failed.
     *
     * @param httpStatus the status if the error travels alone; a batch has one status for all
     */
    record Failure(int httpStatus, JsonRpcError error) implements Reply {
        public Failure {
            requireNonNull(error, "error is null");
        }
    }
}
