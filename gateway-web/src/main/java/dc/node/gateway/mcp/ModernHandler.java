package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.Reply.Success;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.model.DiscoverResult;
import dc.node.gateway.mcp.model.ModernResult;
import dc.node.gateway.mcp.model.ServerCapabilities;
import java.time.Duration;
import java.util.Optional;

/** Revision 2026-07-28: every request stands alone. */
final class ModernHandler {

    /** Short, so that a changed grant soon shows; what a caller may call is decided at the call in any case. */
    static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

    private final ServerInfo server;
    private final ServerCapabilities capabilities;
    private final ToolsMethods tools;
    private final ModernSubscriptions subscriptions;

    ModernHandler(
            ServerInfo server, ServerCapabilities capabilities, ToolsMethods tools, ModernSubscriptions subscriptions) {
        this.server = requireNonNull(server, "server is null");
        this.capabilities = requireNonNull(capabilities, "capabilities is null");
        this.tools = requireNonNull(tools, "tools is null");
        this.subscriptions = requireNonNull(subscriptions, "subscriptions is null");
    }

    Reply handle(Request request, Exchange exchange) {
        Optional<Failure> violation = ModernRequestRules.violation(request, exchange.headers());
        if (violation.isPresent()) {
            return tools.refuse(request, exchange, violation.get());
        }
        return switch (request.method()) {
            case "server/discover" -> cacheable(discover());
            case "tools/list" -> cacheable(tools.list(request, exchange));
            case "tools/call" -> complete(tools.call(request, exchange, ProtocolVersions.MODERN));
            case "subscriptions/listen" -> subscriptions.listen(request, exchange);
            default -> new Failure(SC_NOT_FOUND, McpErrors.methodNotFound(request.method()));
        };
    }

    private Reply discover() {
        return new Success(new DiscoverResult(ProtocolVersions.SUPPORTED, capabilities, server.instructions()));
    }

    private Reply cacheable(Reply reply) {
        return switch (reply) {
            case Success(Object result, var headers) ->
                new Success(ModernResult.cacheable(result, TIME_TO_LIVE, server.implementation()));
            case Failure failure -> failure;
        };
    }

    private Reply complete(Reply reply) {
        return switch (reply) {
            case Success(Object result, var headers) -> new Success(ModernResult.of(result, server.implementation()));
            case Failure failure -> failure;
        };
    }
}
