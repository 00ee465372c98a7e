package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * Around a tool call.
 *
 * @param clientName what the client calls itself, at most 200 characters; unverified, for display only
 * @param clientCapabilities what the client says it can do, such as {@code sampling}; a client of the legacy era says so
 *     only in the handshake, so for one of those it is empty
 * @param protocolVersion the revision of MCP the call was made in
 * @param remoteAddress where the HTTP request came from
 * @param progress the line back to the caller
 * @param input what the client answered to an earlier {@link ToolAnswer.InputRequired}; empty at first
 */
public record CallContext(
        Optional<String> clientName,
        Set<String> clientCapabilities,
        String protocolVersion,
        String remoteAddress,
        CallProgress progress,
        ClientInput input) {
    public CallContext {
        requireNonNull(clientName, "clientName is null");
        clientCapabilities = Set.copyOf(clientCapabilities);
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(remoteAddress, "remoteAddress is null");
        requireNonNull(progress, "progress is null");
        requireNonNull(input, "input is null");
    }

    CallContext with(ClientInput answered) {
        return new CallContext(clientName, clientCapabilities, protocolVersion, remoteAddress, progress, answered);
    }
}
