package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

/** How a tool call ended. */
public sealed interface ToolAnswer {

    /** The tool answered, with its result or with an error the model can act on. */
    record Result(ObjectNode structuredContent, boolean isError) implements ToolAnswer {
        public Result {
            requireNonNull(structuredContent, "structuredContent is null");
        }
    }

    /** There is no such tool. */
    record UnknownTool(String name) implements ToolAnswer {
        public UnknownTool {
            requireNonNull(name, "name is null");
        }
    }

    /**
     * The tool needs its client to be able to do something that {@link CallContext#clientCapabilities} does not name.
     *
     * @param capability its name in MCP, such as {@code sampling}
     */
    record MissingClientCapability(String capability) implements ToolAnswer {
        public MissingClientCapability {
            requireNonNull(capability, "capability is null");
        }
    }
}
