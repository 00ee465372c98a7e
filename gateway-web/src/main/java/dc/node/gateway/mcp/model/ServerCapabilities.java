package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * What the server offers: tools, and messages where tools send any.
 *
 * @param logging an empty object
 */
public record ServerCapabilities(Tools tools, Optional<Map<String, Object>> logging) {

    public ServerCapabilities {
        requireNonNull(tools, "tools is null");
        requireNonNull(logging, "logging is null");
    }

    public static ServerCapabilities of(Tools tools, boolean logs) {
        return new ServerCapabilities(tools, logs ? Optional.of(Map.of()) : Optional.empty());
    }

    /**
     * What the tools can do.
     *
     * @param listChanged whether a client is told when its list of tools changes
     */
    public record Tools(boolean listChanged) {}
}
