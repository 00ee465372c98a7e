package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The HTTP headers that mean something to MCP, without the white space around their values. */
record RequestHeaders(
        Optional<String> protocolVersion,
        Optional<String> method,
        Optional<String> name,
        Optional<String> userAgent,
        boolean takesEvents) {

    static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";

    RequestHeaders {
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(method, "method is null");
        requireNonNull(name, "name is null");
        requireNonNull(userAgent, "userAgent is null");
    }

    static RequestHeaders of(HttpServletRequest request) {
        return new RequestHeaders(
                header(request, PROTOCOL_VERSION),
                header(request, METHOD),
                header(request, NAME),
                header(request, "User-Agent"),
                header(request, "Accept")
                        .filter(accept -> accept.contains("text/event-stream"))
                        .isPresent());
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip);
    }
}
