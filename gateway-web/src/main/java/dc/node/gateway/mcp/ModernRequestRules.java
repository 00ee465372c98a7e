package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What revision 2026-07-28 demands of every request before its method is looked at: the members of {@code _meta}, and
 * headers that say the same as the body, so that an intermediary that routes by them is not deceived.
 */
final class ModernRequestRules {

    private static final String ENCODED_PREFIX = "=?base64?";
    private static final String ENCODED_SUFFIX = "?=";

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
                .filter(header -> saysTheSame(header, name.stringValue()))
                .isPresent();
        return same ? Optional.empty() : badRequest(McpErrors.headerMismatch(RequestHeaders.NAME, name.stringValue()));
    }

    /** Encodes the body's value instead of decoding the header's, so that sloppy Base64 never matches. */
    private static boolean saysTheSame(String header, String value) {
        boolean encoded = header.startsWith(ENCODED_PREFIX) && header.endsWith(ENCODED_SUFFIX);
        return header.equals(encoded ? encode(value) : value);
    }

    private static String encode(String value) {
        return ENCODED_PREFIX + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + ENCODED_SUFFIX;
    }

    private static Optional<Failure> missing(String key, String form) {
        return badRequest(McpErrors.invalidParams("params._meta must have \"%s\" as %s".formatted(key, form)));
    }

    private static Optional<Failure> badRequest(JsonRpcError error) {
        return Optional.of(new Failure(SC_BAD_REQUEST, error));
    }
}
