package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.Reply.Success;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.model.InitializeResult;
import dc.node.gateway.mcp.model.ServerCapabilities;
import dc.node.gateway.mcp.stream.StreamAccess;
import dc.node.gateway.mcp.stream.Subscriber;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Revisions 2025-03-26 to 2025-11-25. The handshake is answered, with a session to use, but nothing depends on either. */
final class LegacyHandler {

    private final ServerInfo server;
    private final ServerCapabilities capabilities;
    private final ToolsMethods tools;
    private final SessionRegistry sessions;
    private final StreamAccess access;

    LegacyHandler(
            ServerInfo server,
            ServerCapabilities capabilities,
            ToolsMethods tools,
            SessionRegistry sessions,
            StreamAccess access) {
        this.server = requireNonNull(server, "server is null");
        this.capabilities = requireNonNull(capabilities, "capabilities is null");
        this.tools = requireNonNull(tools, "tools is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.access = requireNonNull(access, "access is null");
    }

    Reply handle(Request request, Exchange exchange) {
        if (request.method().equals("initialize")) {
            return initialize(request, exchange);
        }
        return unsupportedVersion(exchange.headers())
                .<Reply>map(failure -> tools.refuse(request, exchange, failure))
                .orElseGet(() -> dispatch(request, exchange));
    }

    /** The version header, where a client sends one, must name a revision of this era. */
    private static Optional<Failure> unsupportedVersion(RequestHeaders headers) {
        return headers.protocolVersion()
                .filter(version -> !ProtocolVersions.LEGACY.contains(version))
                .map(version -> new Failure(SC_BAD_REQUEST, McpErrors.unsupportedVersion(version)));
    }

    /** The revision of the header, or the one to assume without it. */
    static String version(RequestHeaders headers) {
        return headers.protocolVersion().orElse(ProtocolVersions.WITH_BATCHES);
    }

    private Reply dispatch(Request request, Exchange exchange) {
        return switch (request.method()) {
            case "ping" -> new Success(Map.of());
            case "tools/list" -> tools.list(request, exchange);
            case "tools/call" -> tools.call(request, exchange, version(exchange.headers()));
            case "logging/setLevel" -> tools.setLogLevel(request, exchange);
            default -> new Failure(SC_OK, McpErrors.methodNotFound(request.method()));
        };
    }

    private Reply initialize(Request request, Exchange exchange) {
        String requested = request.params().path("protocolVersion").stringValue("");
        String negotiated = ProtocolVersions.LEGACY.contains(requested) ? requested : ProtocolVersions.NEWEST_LEGACY;
        Subscriber client =
                new Subscriber(exchange.caller().getName(), access.credential(exchange.caller()), Optional.empty());
        Optional<String> listState =
                Optional.ofNullable(access.states(Set.of(client)).get(client));
        return new Success(
                new InitializeResult(negotiated, capabilities, server.implementation(), server.instructions()),
                Map.of(RequestHeaders.SESSION_ID, sessions.open(exchange.caller(), listState)));
    }
}
