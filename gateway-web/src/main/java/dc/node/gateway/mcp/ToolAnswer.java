package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How a tool call ended. */
public sealed interface ToolAnswer {

    /** The tool answered, with its result or with an error the model can act on. */
    record Result(ObjectNode structuredContent, boolean isError) implements ToolAnswer {
        public Result {
            requireNonNull(structuredContent, "structuredContent is null");
        }
    }

    /**
     * The tool answered with something to see, hear or read that is no JSON object.
     *
     * @param blocks content blocks as MCP writes them, such as {@code {"type": "image", "data": ..., "mimeType": ...}}
     */
    record Content(List<ObjectNode> blocks) implements ToolAnswer {
        public Content {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * The tool cannot go on before the client has answered. It is called again, from its beginning, with
     * {@link CallContext#input} filled in.
     *
     * @param requests what is asked, as MCP writes it, such as {@code {"method": "elicitation/create", "params": ...}},
     *     each under a name for its answer; only what {@link CallContext#clientCapabilities} allows, where it is known
     * @param state what the tool has to know when it is called again. It goes by way of the client, which may read and
     *     change it: the tool protects what it has to believe
     */
    record InputRequired(ObjectNode requests, Optional<String> state) implements ToolAnswer {
        public InputRequired {
            requireNonNull(requests, "requests is null");
            requireNonNull(state, "state is null");
        }
    }

    /** The state that came back is not as the tool gave it. */
    record ForeignState() implements ToolAnswer {}

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
