package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

/** The answer to {@code initialize}, which only the legacy era has. */
public record InitializeResult(
        String protocolVersion, ServerCapabilities capabilities, Implementation serverInfo, String instructions) {
    public InitializeResult {
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(capabilities, "capabilities is null");
        requireNonNull(serverInfo, "serverInfo is null");
        requireNonNull(instructions, "instructions is null");
    }
}
