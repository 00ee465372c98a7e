package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

/** How a server names itself. */
public record Implementation(String name, String title, String version) {
    public Implementation {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(version, "version is null");
    }
}
