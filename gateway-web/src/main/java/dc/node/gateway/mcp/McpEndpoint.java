package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.Reply.Failure;
import dc.node.gateway.mcp.Reply.Success;
import dc.node.gateway.mcp.jsonrpc.JsonRpcError;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Invalid;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Notification;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Response;
import dc.node.gateway.mcp.jsonrpc.MessageReader;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.jsonrpc.ReceivedBody;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** From the body of a POST to the answer: reads it, finds the era of each request, and writes what came of it. */
final class McpEndpoint {

    private final MessageReader reader;
    private final MessageWriter writer;
    private final LegacyHandler legacy;
    private final ModernHandler modern;
    private final ToolProvider tools;
    private final RunningCalls running;
    private final SessionRegistry sessions;
    private final ClientQuestions questions;
    private final FaultReporter faults;
    private final Duration batchWait;

    McpEndpoint(
            MessageReader reader,
            MessageWriter writer,
            LegacyHandler legacy,
            ModernHandler modern,
            ToolProvider tools,
            RunningCalls running,
            SessionRegistry sessions,
            ClientQuestions questions,
            FaultReporter faults,
            Duration batchWait) {
        this.reader = requireNonNull(reader, "reader is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.legacy = requireNonNull(legacy, "legacy is null");
        this.modern = requireNonNull(modern, "modern is null");
        this.tools = requireNonNull(tools, "tools is null");
        this.running = requireNonNull(running, "running is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.questions = requireNonNull(questions, "questions is null");
        this.faults = requireNonNull(faults, "faults is null");
        this.batchWait = requireNonNull(batchWait, "batchWait is null");
    }

    HttpAnswer answer(byte[] body, Exchange exchange) {
        ReceivedBody received = reader.read(body);
        try {
            Optional<String> session = exchange.headers().sessionId().filter(id -> isOfSession(received, exchange));
            if (session.isPresent()
                    && sessions.use(exchange.caller(), session.get()).isEmpty()) {
                return isCall(received)
                        ? refuse(CallRefusal.INVALID_REQUEST, LegacyStreams.SESSION_NOT_FOUND, exchange)
                        : LegacyStreams.SESSION_NOT_FOUND;
            }
        } catch (RuntimeException fault) {
            return fault(fault, "The look for a session", exchange);
        }
        return switch (received) {
            case ReceivedBody.Unreadable(JsonRpcError error) -> refuse(Optional.empty(), error, exchange);
            case ReceivedBody.Single(JsonRpcMessage message) -> answer(message, exchange);
            case ReceivedBody.Batch batch -> new BatchAnswer(this, exchange, batchWait).answer(batch);
        };
    }

    /** The modern era has no sessions and passes such a header over; a handshake begins a new one in any case. */
    private static boolean isOfSession(ReceivedBody received, Exchange exchange) {
        if (received instanceof ReceivedBody.Single(Request request)) {
            return Era.of(request, exchange.headers()) == Era.LEGACY
                    && !request.method().equals("initialize");
        }
        return exchange.headers()
                .protocolVersion()
                .filter(ProtocolVersions.MODERN::equals)
                .isEmpty();
    }

    private static boolean isCall(ReceivedBody received) {
        return received instanceof ReceivedBody.Single(Request request)
                && request.method().equals("tools/call");
    }

    /** Answers a request of whatever kind that the gateway failed on. */
    HttpAnswer fault(RuntimeException fault, String what, Exchange exchange) {
        return error(SC_INTERNAL_SERVER_ERROR, Optional.empty(), faults.report(fault, what, exchange.caller()));
    }

    HttpAnswer answer(JsonRpcMessage message, Exchange exchange) {
        return switch (message) {
            case Request request -> answer(request, exchange);
            case Notification notification -> {
                heed(notification, exchange);
                yield acknowledge(exchange);
            }
            case Response response -> {
                questions.answered(exchange.caller(), response);
                yield acknowledge(exchange);
            }
            case Invalid(Optional<JsonNode> id, JsonRpcError error) -> refuse(id, error, exchange);
        };
    }

    /** Answers what is no message, or no batch, of the protocol; it may have been meant as a call. */
    HttpAnswer refuse(Optional<JsonNode> id, JsonRpcError error, Exchange exchange) {
        return refuse(CallRefusal.INVALID_REQUEST, error(SC_BAD_REQUEST, id, error), exchange);
    }

    /** This answer, once the tools know of the request that it refuses. */
    HttpAnswer refuse(CallRefusal reason, HttpAnswer answer, Exchange exchange) {
        try {
            tools.refused(exchange.caller(), reason, exchange.callContext());
            return answer;
        } catch (RuntimeException fault) {
            return fault(fault, "A refused request", exchange);
        }
    }

    private HttpAnswer error(int httpStatus, Optional<JsonNode> id, JsonRpcError error) {
        return HttpAnswer.json(httpStatus, writer.error(id, error));
    }

    private HttpAnswer answer(Request request, Exchange exchange) {
        try {
            return switch (dispatch(request, exchange)) {
                case Success(Object result, var headers) ->
                    HttpAnswer.json(SC_OK, headers, writer.result(request.id(), result));
                case Failure(int httpStatus, JsonRpcError error, var headers) ->
                    HttpAnswer.json(httpStatus, headers, writer.error(Optional.of(request.id()), error));
            };
        } catch (RuntimeException fault) {
            JsonRpcError error = faults.report(fault, request.method(), exchange.caller());
            return error(SC_OK, Optional.of(request.id()), error);
        }
    }

    private Reply dispatch(Request request, Exchange exchange) {
        return switch (Era.of(request, exchange.headers())) {
            case LEGACY -> legacy.handle(request, exchange);
            case MODERN -> modern.handle(request, exchange);
        };
    }

    /** A cancelled call stops waiting, and answers with what there is; nobody looks at that answer any more. */
    private void heed(Notification notification, Exchange exchange) {
        if (notification.method().equals("notifications/cancelled")) {
            running.cancel(exchange.caller(), notification.params().path("requestId"));
        }
    }

    private HttpAnswer acknowledge(Exchange exchange) {
        return exchange.headers()
                .protocolVersion()
                .filter(version -> !ProtocolVersions.SUPPORTED.contains(version))
                .map(version -> error(SC_BAD_REQUEST, Optional.empty(), McpErrors.unsupportedVersion(version)))
                .orElseGet(HttpAnswer::accepted);
    }
}
