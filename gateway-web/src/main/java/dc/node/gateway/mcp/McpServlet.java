package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.stream.EventStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP in and out. A servlet of its own, not a Spring MVC handler: nothing looks at content types, parameters or parts
 * before the body is read, so every client's way of sending it works.
 */
final class McpServlet extends HttpServlet {

    /** The longest body in bytes. */
    static final int LONGEST_BODY = 1024 * 1024;

    private static final HttpAnswer FOREIGN_ORIGIN = HttpAnswer.refusal(
            SC_FORBIDDEN, Map.of(), "origin_not_allowed", "Web pages of this origin may not call the gateway", false);

    private static final HttpAnswer UNAUTHENTICATED = HttpAnswer.refusal(
            SC_UNAUTHORIZED,
            Map.of("WWW-Authenticate", "Bearer"),
            "unauthenticated",
            "Send a valid token as 'Authorization: Bearer <token>'",
            false);

    private static final HttpAnswer NO_SUCH_METHOD = HttpAnswer.refusal(
            SC_METHOD_NOT_ALLOWED,
            Map.of("Allow", "POST, GET, DELETE"),
            "method_not_allowed",
            "Only POST works here, and for clients of revisions before %s GET and DELETE"
                    .formatted(ProtocolVersions.MODERN),
            false);

    private static final HttpAnswer TOO_LARGE = HttpAnswer.refusal(
            SC_REQUEST_ENTITY_TOO_LARGE, Map.of(), "body_too_large", "The body must not exceed 1 MiB", false);

    private final McpEndpoint endpoint;
    private final LegacyStreams streams;
    private final OriginPolicy origins;

    McpServlet(McpEndpoint endpoint, LegacyStreams streams, OriginPolicy origins) {
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.streams = requireNonNull(streams, "streams is null");
        this.origins = requireNonNull(origins, "origins is null");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EventStream stream = new EventStream(response);
        HttpAnswer answer = answer(request, stream);
        if (stream.isOpen()) {
            answer.sendLast(stream);
        } else {
            answer.send(response);
        }
    }

    private HttpAnswer answer(HttpServletRequest request, EventStream stream) throws IOException {
        RequestHeaders headers = RequestHeaders.of(request);
        Optional<Exchange> exchange = Optional.ofNullable(request.getUserPrincipal())
                .map(caller ->
                        new Exchange(caller, headers, request.getRemoteAddr(), Optional.of(stream), Optional.empty()));
        if (!origins.permits(Optional.ofNullable(request.getHeader("Origin")), request.getServerName())) {
            return exchange.map(known -> endpoint.refuse(CallRefusal.FOREIGN_ORIGIN, FOREIGN_ORIGIN, known))
                    .orElse(FOREIGN_ORIGIN);
        }
        return exchange.isPresent() ? answer(request, stream, exchange.get()) : UNAUTHENTICATED;
    }

    private HttpAnswer answer(HttpServletRequest request, EventStream stream, Exchange exchange) throws IOException {
        try {
            return switch (request.getMethod()) {
                case "POST" -> post(request, exchange);
                case "GET" -> streams.listen(exchange, stream);
                case "DELETE" -> streams.end(exchange);
                default -> NO_SUCH_METHOD;
            };
        } catch (RuntimeException fault) {
            return endpoint.fault(fault, request.getMethod(), exchange);
        }
    }

    private HttpAnswer post(HttpServletRequest request, Exchange exchange) throws IOException {
        Optional<byte[]> body = read(request);
        if (body.isEmpty()) {
            return endpoint.refuse(CallRefusal.INVALID_REQUEST, TOO_LARGE, exchange);
        }
        return endpoint.answer(body.get(), exchange);
    }

    /** Empty when it is too long; one that says so itself is not read at all. */
    private static Optional<byte[]> read(HttpServletRequest request) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > LONGEST_BODY) {
            return Optional.empty();
        }
        // No more than was announced is asked for: else Java sets aside 16 KiB, however small the body.
        byte[] body = request.getInputStream().readNBytes(announced < 0 ? LONGEST_BODY + 1 : (int) announced);
        return body.length > LONGEST_BODY ? Optional.empty() : Optional.of(body);
    }
}
