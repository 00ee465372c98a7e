package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to {@code tools/call} in the modern era where the client is asked something before the call can go on.
 *
 * @param inputRequests the questions by name
 * @param requestState to be sent back as it is
 */
public record InputRequiredResult(ObjectNode inputRequests, Optional<String> requestState) {
    public InputRequiredResult {
        requireNonNull(inputRequests, "inputRequests is null");
        requireNonNull(requestState, "requestState is null");
    }
}
