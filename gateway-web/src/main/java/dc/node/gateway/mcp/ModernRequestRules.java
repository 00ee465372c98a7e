package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What revision 2026-07-28 demands of every request before its method is looked at: the members of {@code _meta}, and
 * headers that say the same as the body, so that an intermediary that routes by them is not deceived.
 */
final class ModernRequestRules {

    private ModernRequestRules() {}

    /** The first rule broken, if any. */
    static Optional<Failure> violation(Request request, RequestHeaders headers) {
        Optional<String> version = RequestMeta.protocolVersion(request);
        if (version.isEmpty()) {
            return missing(RequestMeta.PROTOCOL_VERSION, "a string");
        }
        if (!RequestMeta.hasClientCapabilities(request)) {
            return missing(RequestMeta.CLIENT_CAPABILITIES, "an object");
        }
        // Whoever is between may heed the one and the gateway the other.
        if (headers.repeated().isPresent()) {
            return badRequest(McpErrors.repeatedHeader(headers.repeated().get()));
        }
        if (!headers.protocolVersion().equals(version)) {
            return badRequest(McpErrors.headerMismatch(RequestHeaders.PROTOCOL_VERSION, version.get()));
        }
        if (!version.get().equals(ProtocolVersions.MODERN)) {
            return badRequest(McpErrors.unsupportedVersion(version.get()));
        }
        if (!headers.method().filter(request.method()::equals).isPresent()) {
            return badRequest(McpErrors.headerMismatch(RequestHeaders.METHOD, request.method()));
        }
        return nameViolation(request, headers);
    }

    private static Optional<Failure> nameViolation(Request request, RequestHeaders headers) {
        JsonNode name = request.params().path("name");
        if (!request.method().equals("tools/call") || !name.isString()) {
            return Optional.empty();
        }
        boolean same = headers.name()
                .filter(header -> HeaderValue.saysTheSame(header, name.stringValue()))
                .isPresent();
        return same ? Optional.empty() : badRequest(McpErrors.headerMismatch(RequestHeaders.NAME, name.stringValue()));
    }

    /**
     * The first argument that the tool wants repeated in a header (a property of its input schema with
     * {@code x-mcp-header}) and whose header is missing, says something else, or is there without the argument.
     */
    static Optional<Failure> parameterViolation(ObjectNode inputSchema, ObjectNode arguments, RequestHeaders headers) {
        for (Map.Entry<String, JsonNode> property :
                inputSchema.path("properties").properties()) {
            JsonNode name = property.getValue().path("x-mcp-header");
            if (name.isString()
                    && !isRepeated(
                            arguments.path(property.getKey()),
                            Optional.ofNullable(
                                    headers.parameters().get(name.stringValue().toLowerCase(Locale.ROOT))))) {
                return badRequest(McpErrors.headerMismatch(
                        RequestHeaders.PARAMETER_PREFIX + name.stringValue(),
                        arguments.path(property.getKey()).asString("")));
            }
        }
        return Optional.empty();
    }

    private static boolean isRepeated(JsonNode argument, Optional<String> header) {
        if (argument.isMissingNode() || argument.isNull()) {
            return header.isEmpty();
        }
        // Only strings, whole numbers and truth values may be annotated so; others are never the same as a header.
        return argument.isValueNode()
                && header.filter(value -> HeaderValue.saysTheSame(value, argument.asString()))
                        .isPresent();
    }

    private static Optional<Failure> missing(String key, String form) {
        return badRequest(McpErrors.invalidParams("params._meta must have \"%s\" as %s".formatted(key, form)));
    }

    private static Optional<Failure> badRequest(JsonRpcError error) {
        return Optional.of(new Failure(SC_BAD_REQUEST, error));
    }
}
