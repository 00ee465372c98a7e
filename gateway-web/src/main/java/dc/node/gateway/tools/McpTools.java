package dc.node.gateway.tools;

import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.mcp.CallContext;
import dc.node.gateway.mcp.CallRefusal;
import dc.node.gateway.mcp.ToolAnswer;
import dc.node.gateway.mcp.ToolProvider;
import dc.node.gateway.mcp.model.ToolDescription;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.tools.catalogue.ToolAnnotations;
import dc.node.gateway.tools.catalogue.ToolDefinition;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** The runtime behind MCP. */
@Component
class McpTools implements ToolProvider {

    private final ToolRuntime runtime;

    McpTools(ToolRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<ToolDescription> list(Principal caller) {
        return runtime.list((AuthenticatedAgent) caller).stream()
                .map(McpTools::description)
                .toList();
    }

    @Override
    public ToolAnswer call(Principal caller, String name, ObjectNode arguments, CallContext context) {
        return switch (runtime.call(
                (AuthenticatedAgent) caller, name, arguments, source(context), context.progress())) {
            case ToolOutcome.Success(ObjectNode body) -> new ToolAnswer.Result(body, false);
            case ToolOutcome.Failure(var error) -> new ToolAnswer.Result(error.toJson(), true);
            case ToolOutcome.UnknownTool(String unknown) -> new ToolAnswer.UnknownTool(unknown);
        };
    }

    @Override
    public void refused(Principal caller, CallRefusal reason, CallContext context) {
        String code = switch (reason) {
            case INVALID_REQUEST -> ErrorCode.INVALID_ARGUMENTS.wireName();
            case FOREIGN_ORIGIN -> "foreign_origin";
        };
        runtime.refusedAtDoor((AuthenticatedAgent) caller, source(context), code);
    }

    private static CallSource source(CallContext context) {
        return new CallSource(context.remoteAddress(), context.clientName());
    }

    private static ToolDescription description(ToolDefinition tool) {
        ToolAnnotations hints = tool.annotations();
        return new ToolDescription(
                tool.name(),
                tool.title(),
                tool.description(),
                tool.inputSchema(),
                tool.outputSchema(),
                new ToolDescription.Annotations(
                        hints.readOnlyHint(), hints.destructiveHint(), hints.idempotentHint(), hints.openWorldHint()));
    }
}
