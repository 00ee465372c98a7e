package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_ACCEPTABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.SessionRegistry.Session;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.stream.EventStream;
import dc.node.gateway.mcp.stream.OpenStream;
import dc.node.gateway.mcp.stream.Opening.NoLongerAdmitted;
import dc.node.gateway.mcp.stream.Opening.NoRoom;
import dc.node.gateway.mcp.stream.Opening.Opened;
import dc.node.gateway.mcp.stream.Opening.TooManyOfCaller;
import dc.node.gateway.mcp.stream.StreamAccess;
import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.mcp.stream.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * GET and DELETE of the revisions that have them. A GET opens a stream, with or without a session, on which the client is told
 * that its list of tools has changed. An event's id has the state of the list that goes with it, so a client that resumes with
 * {@code Last-Event-ID}, at whichever replica, is told at once of what it missed; one of a session that does not, of what has
 * changed since its session was opened.
 */
final class LegacyStreams {

    /** Half a minute, as {@link McpErrors#NO_ROOM_FOR_STREAMS} says. */
    static final Map<String, String> LATER = Map.of("Retry-After", "30");

    static final Map<String, String> AUTHENTICATE = Map.of("WWW-Authenticate", "Bearer");

    private static final HttpAnswer ONLY_POST = HttpAnswer.refusal(
            SC_METHOD_NOT_ALLOWED,
            Map.of("Allow", "POST"),
            "method_not_allowed",
            "Protocol version %s has neither GET nor DELETE: POST subscriptions/listen for a stream"
                    .formatted(ProtocolVersions.MODERN),
            false);

    private static final HttpAnswer UNSUPPORTED_VERSION = HttpAnswer.refusal(
            SC_BAD_REQUEST,
            Map.of(),
            "unsupported_protocol_version",
            "MCP-Protocol-Version must be one of " + String.join(", ", ProtocolVersions.LEGACY),
            false);

    private static final HttpAnswer ONLY_EVENTS = HttpAnswer.refusal(
            SC_NOT_ACCEPTABLE,
            Map.of(),
            "not_acceptable",
            "A GET is answered with events: send 'Accept: text/event-stream'",
            false);

    private static final HttpAnswer NO_SESSION_NAMED = HttpAnswer.refusal(
            SC_BAD_REQUEST, Map.of(), "session_missing", "A DELETE ends a session: name it in Mcp-Session-Id", false);

    static final HttpAnswer SESSION_NOT_FOUND = HttpAnswer.refusal(
            SC_NOT_FOUND,
            Map.of(),
            "session_not_found",
            "There is no such session, or no longer: send initialize again, or leave Mcp-Session-Id out",
            false);

    private static final HttpAnswer NO_LONGER_ADMITTED = HttpAnswer.refusal(
            SC_UNAUTHORIZED,
            AUTHENTICATE,
            "unauthenticated",
            "The token of this request has just lost its force",
            false);

    private static final Duration RECONNECT_AFTER = Duration.ofSeconds(2);
    private static final String CHANGED = "notifications/tools/list_changed";

    private final StreamHub hub;
    private final StreamAccess access;
    private final SessionRegistry sessions;
    private final StreamLoop loop;
    private final byte[] listChanged;

    LegacyStreams(StreamHub hub, StreamAccess access, SessionRegistry sessions, StreamLoop loop, MessageWriter writer) {
        this.hub = requireNonNull(hub, "hub is null");
        this.access = requireNonNull(access, "access is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.loop = requireNonNull(loop, "loop is null");
        this.listChanged = writer.notification(CHANGED);
    }

    /** Answers a DELETE. */
    HttpAnswer end(Exchange exchange) {
        Optional<HttpAnswer> objection = versionObjection(exchange.headers());
        if (objection.isPresent()) {
            return objection.get();
        }
        return exchange.headers()
                .sessionId()
                .map(session -> sessions.end(exchange.caller(), session) ? HttpAnswer.done() : SESSION_NOT_FOUND)
                .orElse(NO_SESSION_NAMED);
    }

    /**
     * Answers a GET: with a refusal, or, after the stream has ended, with nothing more to be sent.
     *
     * @throws IOException when the caller has gone
     */
    HttpAnswer listen(Exchange exchange, EventStream stream) throws IOException {
        Optional<HttpAnswer> objection = objection(exchange);
        if (objection.isPresent()) {
            return objection.get();
        }
        Optional<String> id = exchange.headers().sessionId();
        Optional<Session> session = id.flatMap(named -> sessions.use(exchange.caller(), named));
        if (id.isPresent() && session.isEmpty()) {
            return SESSION_NOT_FOUND;
        }
        Optional<String> lastKnown = exchange.headers()
                .lastEventId()
                .flatMap(LegacyStreams::stateIn)
                .or(() -> session.flatMap(Session::listState));
        Subscriber subscriber = new Subscriber(exchange.caller().getName(), access.credential(exchange.caller()), id);
        return switch (hub.open(subscriber, lastKnown)) {
            case Opened(OpenStream open) -> keep(open, stream, exchange.headers());
            case TooManyOfCaller(int most) ->
                HttpAnswer.refusal(
                        McpErrors.SC_TOO_MANY_REQUESTS,
                        LATER,
                        "too_many_streams",
                        McpErrors.tooManyStreams(most),
                        true);
            case NoRoom() ->
                HttpAnswer.refusal(
                        SC_SERVICE_UNAVAILABLE, LATER, "no_room_for_streams", McpErrors.NO_ROOM_FOR_STREAMS, true);
            case NoLongerAdmitted() ->
                exchange.headers().sessionId().isPresent() ? SESSION_NOT_FOUND : NO_LONGER_ADMITTED;
        };
    }

    private Optional<HttpAnswer> objection(Exchange exchange) {
        Optional<HttpAnswer> version = versionObjection(exchange.headers());
        if (version.isPresent()) {
            return version;
        }
        return exchange.headers().refusesEvents() ? Optional.of(ONLY_EVENTS) : Optional.empty();
    }

    private static Optional<HttpAnswer> versionObjection(RequestHeaders headers) {
        return headers.protocolVersion()
                .filter(version -> !ProtocolVersions.LEGACY.contains(version))
                .map(version -> version.equals(ProtocolVersions.MODERN) ? ONLY_POST : UNSUPPORTED_VERSION);
    }

    private HttpAnswer keep(OpenStream opened, EventStream stream, RequestHeaders headers) throws IOException {
        String id = UUID.randomUUID().toString();
        boolean emptyData = headers.protocolVersion()
                .filter(ProtocolVersions.NEWEST_LEGACY::equals)
                .isPresent();
        try (opened) {
            stream.prime(id + "/" + opened.state(), RECONNECT_AFTER, emptyData);
            loop.run(opened, stream, change -> stream.send(id + "/" + change.state(), listChanged));
        }
        return HttpAnswer.done();
    }

    /** The state in an event id of ours, {@code <stream>/<state>}; an id of anybody else's has none. */
    private static Optional<String> stateIn(String eventId) {
        int separator = eventId.indexOf('/');
        return separator < 0 ? Optional.empty() : Optional.of(eventId.substring(separator + 1));
    }
}
