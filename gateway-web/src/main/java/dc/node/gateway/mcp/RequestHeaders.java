package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTTP headers that mean something to MCP, without the white space around their values. */
record RequestHeaders(
        Optional<String> protocolVersion,
        Optional<String> method,
        Optional<String> name,
        Optional<String> userAgent,
        Optional<String> sessionId,
        Optional<String> lastEventId,
        Optional<String> accept) {

    static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";
    static final String SESSION_ID = "Mcp-Session-Id";

    private static final String EVENTS = "text/event-stream";

    RequestHeaders {
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(method, "method is null");
        requireNonNull(name, "name is null");
        requireNonNull(userAgent, "userAgent is null");
        requireNonNull(sessionId, "sessionId is null");
        requireNonNull(lastEventId, "lastEventId is null");
        requireNonNull(accept, "accept is null");
    }

    static RequestHeaders of(HttpServletRequest request) {
        return new RequestHeaders(
                header(request, PROTOCOL_VERSION),
                header(request, METHOD),
                header(request, NAME),
                header(request, "User-Agent"),
                header(request, SESSION_ID),
                header(request, "Last-Event-ID"),
                header(request, "Accept"));
    }

    /** Whether the client says that it takes events. */
    boolean takesEvents() {
        return accept.filter(types -> types.contains(EVENTS)).isPresent();
    }

    /** Whether the client says that it takes something, but no events. */
    boolean refusesEvents() {
        return accept.filter(types -> Stream.of(EVENTS, "text/*", "*/*").noneMatch(types::contains))
                .isPresent();
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip);
    }
}
