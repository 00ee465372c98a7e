package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_NOT_ACCEPTABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;
import static jakarta.servlet.http.HttpServletResponse.SC_UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.Reply.Success;
import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.model.ModernResult;
import dc.node.gateway.mcp.model.SubscriptionNotice;
import dc.node.gateway.mcp.model.SubscriptionNotice.Filter;
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
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * {@code subscriptions/listen} of revision 2026-07-28: the answer to the request is a stream, first with what the server agrees
 * to tell, and at the end, if it is the server that ends it, with a result. Each stream stands alone and cannot be resumed.
 */
final class ModernSubscriptions {

    private static final Logger LOGGER = LoggerFactory.getLogger(ModernSubscriptions.class);

    private static final String TOOLS = "toolsListChanged";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final String CHANGED = "notifications/tools/list_changed";

    private final StreamHub hub;
    private final StreamAccess access;
    private final StreamLoop loop;
    private final MessageWriter writer;
    private final ServerInfo server;

    ModernSubscriptions(StreamHub hub, StreamAccess access, StreamLoop loop, MessageWriter writer, ServerInfo server) {
        this.hub = requireNonNull(hub, "hub is null");
        this.access = requireNonNull(access, "access is null");
        this.loop = requireNonNull(loop, "loop is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.server = requireNonNull(server, "server is null");
    }

    /**
     * Returns when the stream has ended, with the last message on it, or at once with a refusal. If the caller has gone, that
     * message goes nowhere, and whoever tries to send it will see.
     */
    Reply listen(Request request, Exchange exchange) {
        JsonNode wanted = request.params().path("notifications");
        JsonNode tools = wanted.path(TOOLS);
        if (!wanted.isObject() || !(tools.isBoolean() || tools.isMissingNode())) {
            return new Failure(
                    SC_OK,
                    McpErrors.invalidParams("\"notifications\" must be an object that says what to tell, such as {\""
                            + TOOLS + "\": true}"));
        }
        if (exchange.stream().isEmpty() || exchange.headers().refusesEvents()) {
            return new Failure(
                    SC_NOT_ACCEPTABLE,
                    McpErrors.invalidRequest("subscriptions/listen is answered with events: accept text/event-stream"));
        }
        Subscriber subscriber =
                new Subscriber(exchange.caller().getName(), access.credential(exchange.caller()), Optional.empty());
        return switch (hub.open(subscriber, Optional.empty())) {
            case Opened(OpenStream open) ->
                keep(open, exchange.stream().get(), request.id(), tools.booleanValue(false));
            case TooManyOfCaller(int most) ->
                refusal(McpErrors.SC_TOO_MANY_REQUESTS, LegacyStreams.LATER, McpErrors.tooManyStreams(most));
            case NoRoom() -> refusal(SC_SERVICE_UNAVAILABLE, LegacyStreams.LATER, McpErrors.NO_ROOM_FOR_STREAMS);
            case NoLongerAdmitted() ->
                refusal(
                        SC_UNAUTHORIZED,
                        LegacyStreams.AUTHENTICATE,
                        "The token of this request has just lost its force");
        };
    }

    private Reply keep(OpenStream opened, EventStream stream, JsonNode id, boolean tools) {
        byte[] acknowledged =
                writer.notification(ACKNOWLEDGED, SubscriptionNotice.acknowledging(id, new Filter(tools)));
        byte[] changed = writer.notification(CHANGED, SubscriptionNotice.of(id));
        try (opened) {
            stream.send(acknowledged);
            loop.run(opened, stream, change -> {
                if (tools) {
                    stream.send(changed);
                }
            });
        } catch (IOException callerGone) {
            LOGGER.debug("A subscriber has gone: {}", callerGone.getMessage());
        }
        return new Success(ModernResult.endOfSubscription(id, server.implementation()));
    }

    private static Failure refusal(int httpStatus, Map<String, String> headers, String message) {
        return new Failure(httpStatus, JsonRpcError.of(JsonRpcError.INTERNAL_ERROR, message), headers);
    }
}
