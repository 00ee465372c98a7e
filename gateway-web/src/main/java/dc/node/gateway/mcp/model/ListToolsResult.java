package dc.node.gateway.mcp.model;

import java.util.List;

/** The answer to {@code tools/list}: always the whole list, so there is no cursor. */
public record ListToolsResult(List<ToolDescription> tools) {
    public ListToolsResult {
        tools = List.copyOf(tools);
    }
}
