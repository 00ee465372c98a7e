package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage;
import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Request;
import dc.node.gateway.mcp.jsonrpc.ReceivedBody.Batch;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers a JSON array of messages, one after the other, which only revision 2025-03-26 allows. */
final class BatchAnswer {

    /** More would let one small request ask for a very large answer. */
    static final int MOST_MESSAGES = 50;

    private final McpEndpoint endpoint;
    private final Exchange exchange;

    /** @param wait for how long its calls may wait for their writes, all together */
    BatchAnswer(McpEndpoint endpoint, Exchange exchange, Duration wait) {
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.exchange = requireNonNull(exchange, "exchange is null").ofSeveral(new Patience(wait));
    }

    HttpAnswer answer(Batch batch) {
        if (!LegacyHandler.version(exchange.headers()).equals(ProtocolVersions.WITH_BATCHES)) {
            return refuse("Only protocol version %s has batches".formatted(ProtocolVersions.WITH_BATCHES));
        }
        if (batch.messages().isEmpty() || batch.messages().size() > MOST_MESSAGES) {
            return refuse("A batch must have 1 to %d messages".formatted(MOST_MESSAGES));
        }
        List<byte[]> answers = new ArrayList<>();
        for (JsonRpcMessage message : batch.messages()) {
            byte[] answer = answer(message).body();
            if (answer.length > 0) {
                answers.add(answer);
            }
        }
        return answers.isEmpty() ? HttpAnswer.accepted() : HttpAnswer.json(SC_OK, join(answers));
    }

    private HttpAnswer answer(JsonRpcMessage message) {
        if (message instanceof Request request && !mayBeInBatch(request)) {
            return endpoint.refuse(
                    Optional.of(request.id()),
                    McpErrors.invalidRequest("This request must not be part of a batch"),
                    exchange);
        }
        return endpoint.answer(message, exchange);
    }

    private boolean mayBeInBatch(Request request) {
        return Era.of(request, exchange.headers()) == Era.LEGACY
                && !request.method().equals("initialize");
    }

    private HttpAnswer refuse(String message) {
        return endpoint.refuse(Optional.empty(), McpErrors.invalidRequest(message), exchange);
    }

    private static byte[] join(List<byte[]> answers) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        char separator = '[';
        for (byte[] answer : answers) {
            array.write(separator);
            array.writeBytes(answer);
            separator = ',';
        }
        array.write(']');
        return array.toByteArray();
    }
}
