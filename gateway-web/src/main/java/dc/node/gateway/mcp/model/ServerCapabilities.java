package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

/** What the server offers: tools and nothing else. */
public record ServerCapabilities(Tools tools) {

    public ServerCapabilities {
        requireNonNull(tools, "tools is null");
    }

    /**
     * What the tools can do.
     *
     * @param listChanged whether a client is told when its list of tools changes
     */
    public record Tools(boolean listChanged) {}
}
