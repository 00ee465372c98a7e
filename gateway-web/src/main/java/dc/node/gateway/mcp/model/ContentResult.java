package dc.node.gateway.mcp.model;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The answer to {@code tools/call} where it has no structured content. */
public record ContentResult(List<ObjectNode> content) {
    public ContentResult {
        content = List.copyOf(content);
    }
}
