package dc.node.gateway.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The errors of MCP, with its own codes (2026-07-28, basic/index, "Error Codes") and those of JSON-RPC. */
final class McpErrors {

    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CLIENT_CAPABILITY = -32021;
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    static final int SC_TOO_MANY_REQUESTS = 429;
    static final String NO_ROOM_FOR_STREAMS =
            "This gateway has no room for more streams now; try again in half a minute";

    private static final int LONGEST_ECHO = 100;

    private McpErrors() {}

    static JsonRpcError headerMismatch(String header, String expected) {
        return JsonRpcError.of(
                HEADER_MISMATCH,
                "Header mismatch: %s is missing or differs from the body, which says '%s'"
                        .formatted(header, echo(expected)));
    }

    static JsonRpcError repeatedHeader(String header) {
        return JsonRpcError.of(
                HEADER_MISMATCH, "Header mismatch: %s is there more than once; send it once".formatted(echo(header)));
    }

    static JsonRpcError unsupportedVersion(String requested) {
        String message = ProtocolVersions.LEGACY.contains(requested)
                ? "Protocol version %s begins with initialize and has no version in _meta".formatted(requested)
                : "Unsupported protocol version";
        return new JsonRpcError(
                UNSUPPORTED_PROTOCOL_VERSION,
                message,
                Optional.of(new VersionMismatch(ProtocolVersions.SUPPORTED, echo(requested))));
    }

    static JsonRpcError missingCapability(String capability) {
        return new JsonRpcError(
                MISSING_CLIENT_CAPABILITY,
                "The tool needs the client capability " + capability,
                Optional.of(new RequiredCapabilities(Map.of(capability, Map.of()))));
    }

    static JsonRpcError methodNotFound(String method) {
        return JsonRpcError.of(JsonRpcError.METHOD_NOT_FOUND, "Method not found: " + echo(method));
    }

    static JsonRpcError unknownTool(String name) {
        return invalidParams("Unknown tool: " + echo(name));
    }

    static JsonRpcError invalidParams(String message) {
        return JsonRpcError.of(JsonRpcError.INVALID_PARAMS, message);
    }

    static JsonRpcError invalidRequest(String message) {
        return JsonRpcError.of(JsonRpcError.INVALID_REQUEST, message);
    }

    static String tooManyStreams(int most) {
        return "This agent has %d streams open here, the most allowed; close one and try again".formatted(most);
    }

    static JsonRpcError internal(String reference) {
        return new JsonRpcError(
                JsonRpcError.INTERNAL_ERROR,
                "Internal error; the operator finds it under reference " + reference,
                Optional.of(Map.of("reference", reference)));
    }

    /** What a client sent, fit to be sent back: short, and with nothing in it that UTF-8 cannot hold. */
    private static String echo(String text) {
        String encodable = new String(text.getBytes(UTF_8), UTF_8);
        return encodable.length() <= LONGEST_ECHO ? encodable : encodable.substring(0, LONGEST_ECHO) + "…";
    }

    private record RequiredCapabilities(Map<String, Map<String, Object>> requiredCapabilities) {}

    private record VersionMismatch(List<String> supported, String requested) {}
}
