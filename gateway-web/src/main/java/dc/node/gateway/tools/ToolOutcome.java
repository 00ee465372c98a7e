package dc.node.gateway.tools;

import dc.node.gateway.outcome.ToolError;
import tools.jackson.databind.node.ObjectNode;

/** How a call ended, before MCP or REST gives it its form. */
public sealed interface ToolOutcome {

    /** The tool's result, a queued write included. */
    record Success(ObjectNode body) implements ToolOutcome {}

    /** The call failed; the error tells the agent what to do. */
    record Failure(ToolError error) implements ToolOutcome {}

    /** There is no such tool. */
    record UnknownTool(String name) implements ToolOutcome {}
}
