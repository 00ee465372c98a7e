package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.model.Implementation;

/**
 * How the server presents itself.
 *
 * @param instructions what a model should know before it uses any of the tools
 */
public record ServerInfo(String name, String title, String version, String instructions) {

    public ServerInfo {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(version, "version is null");
        requireNonNull(instructions, "instructions is null");
    }

    Implementation implementation() {
        return new Implementation(name, title, version);
    }
}
