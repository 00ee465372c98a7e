package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The HTTP headers that mean something to MCP, without the white space around their values. Of a header that is there twice the
 * first counts.
 *
 * @param repeated the name of a header that is there twice, of those that the modern era has repeat the body
 */
record RequestHeaders(
        Optional<String> protocolVersion,
        Optional<String> method,
        Optional<String> name,
        Optional<String> userAgent,
        Map<String, String> parameters,
        Optional<String> sessionId,
        Optional<String> lastEventId,
        Optional<String> accept,
        Optional<String> repeated) {

    static final String PROTOCOL_VERSION = "MCP-Protocol-Version";
    static final String METHOD = "Mcp-Method";
    static final String NAME = "Mcp-Name";
    static final String SESSION_ID = "Mcp-Session-Id";

    private static final String EVENTS = "text/event-stream";

    /** A header with an argument of a call begins so; the rest of its name is in {@code parameters}, in lower case. */
    static final String PARAMETER_PREFIX = "Mcp-Param-";

    RequestHeaders {
        requireNonNull(protocolVersion, "protocolVersion is null");
        requireNonNull(method, "method is null");
        requireNonNull(name, "name is null");
        requireNonNull(userAgent, "userAgent is null");
        parameters = Map.copyOf(parameters);
        requireNonNull(sessionId, "sessionId is null");
        requireNonNull(lastEventId, "lastEventId is null");
        requireNonNull(accept, "accept is null");
        requireNonNull(repeated, "repeated is null");
    }

    static RequestHeaders of(HttpServletRequest request) {
        return new RequestHeaders(
                header(request, PROTOCOL_VERSION),
                header(request, METHOD),
                header(request, NAME),
                header(request, "User-Agent"),
                parameters(request),
                header(request, SESSION_ID),
                header(request, "Last-Event-ID"),
                header(request, "Accept"),
                repeated(request));
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

    private static Map<String, String> parameters(HttpServletRequest request) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            if (isParameter(name)) {
                header(request, name)
                        .ifPresent(value -> parameters.putIfAbsent(
                                name.substring(PARAMETER_PREFIX.length()).toLowerCase(Locale.ROOT), value));
            }
        }
        return parameters;
    }

    private static Optional<String> repeated(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .filter(RequestHeaders::repeatsTheBody)
                .filter(name -> Collections.list(request.getHeaders(name)).size() > 1)
                .findFirst();
    }

    private static boolean repeatsTheBody(String name) {
        return name.equalsIgnoreCase(PROTOCOL_VERSION)
                || name.equalsIgnoreCase(METHOD)
                || name.equalsIgnoreCase(NAME)
                || isParameter(name);
    }

    private static boolean isParameter(String name) {
        return name.regionMatches(true, 0, PARAMETER_PREFIX, 0, PARAMETER_PREFIX.length());
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).map(String::strip);
    }
}
