package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The answer to {@code server/discover}, which only the modern era has. */
public record DiscoverResult(List<String> supportedVersions, ServerCapabilities capabilities, String instructions) {
    public DiscoverResult {
        supportedVersions = List.copyOf(supportedVersions);
        requireNonNull(capabilities, "capabilities is null");
        requireNonNull(instructions, "instructions is null");
    }
}
