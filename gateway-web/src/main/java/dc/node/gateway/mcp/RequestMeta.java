package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The members of {@code params._meta} that a request of the modern era says about itself. */
final class RequestMeta {

    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    private static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";

    private RequestMeta() {}

    static Optional<String> protocolVersion(Request request) {
        return text(of(request).path(PROTOCOL_VERSION));
    }

    static boolean hasClientCapabilities(Request request) {
        return of(request).path(CLIENT_CAPABILITIES).isObject();
    }

    /** The names of the capabilities the client declares. */
    static Set<String> clientCapabilities(Request request) {
        return Set.copyOf(of(request).path(CLIENT_CAPABILITIES).propertyNames());
    }

    static Optional<String> clientName(Request request) {
        return text(of(request).path(CLIENT_INFO).path("name"));
    }

    /** Under what the caller wants to be told how far the request is. */
    static Optional<JsonNode> progressToken(Request request) {
        return Optional.of(of(request).path("progressToken")).filter(token -> token.isString() || token.isNumber());
    }

    /** The least grave message that a request of the modern era wants to be sent; empty when none. */
    static Optional<LogLevel> logLevel(Request request) {
        return LogLevel.of(of(request).path(LOG_LEVEL));
    }

    /** Whether the request says anything that only a modern one says. A client's name alone does not count. */
    static boolean isPresent(Request request) {
        JsonNode meta = of(request);
        return meta.has(PROTOCOL_VERSION) || meta.has(CLIENT_CAPABILITIES);
    }

    private static JsonNode of(Request request) {
        return request.params().path("_meta");
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
