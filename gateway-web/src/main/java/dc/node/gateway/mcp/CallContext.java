package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Around a tool call.
 *
 * @param clientName what the client calls itself, at most 200 characters; unverified, for display only
 * @param protocolVersion the revision of MCP the call was made in
 * @param remoteAddress where the HTTP request came from
 */
public record CallContext(Optional<String> clientName, String protocolVersion, String remoteAddress) {
    public CallContext {
        requireNonNull(clientName, "clientName is null");
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(remoteAddress, "remoteAddress is null");
    }
}
