package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.jsonrpc.JsonRpcMessage.Response;
import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks clients of the legacy era: the question goes out on the stream of the call that needs it, and its answer comes as a
 * POST of its own. That POST has to reach this process, so where several serve one address they must keep a client with
 * one of them. Clients of the modern era are asked by the result of their call and repeat it.
 */
final class ClientQuestions {

    /** How long one question waits: for a person who reads and types. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Key(String caller, String id) {}

    private final Map<Key, CompletableFuture<Optional<ObjectNode>>> open = new ConcurrentHashMap<>();
    private final MessageWriter writer;

    ClientQuestions(MessageWriter writer) {
        this.writer = requireNonNull(writer, "writer is null");
    }

    /**
     * Asks one after the other.
     *
     * @param requests as in {@link ToolAnswer.InputRequired}
     * @return the answers by name; empty when one could not be asked, or was answered with an error, too late or not at all
     */
    Optional<ObjectNode> ask(ObjectNode requests, Exchange exchange, RunningCall call) {
        ObjectNode answers = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> request : requests.properties()) {
            Optional<ObjectNode> answer = ask(request.getValue(), exchange, call);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            answers.set(request.getKey(), answer.get());
        }
        return Optional.of(answers);
    }

    private Optional<ObjectNode> ask(JsonNode request, Exchange exchange, RunningCall call) {
        if (exchange.messageStream().isEmpty()) {
            return Optional.empty();
        }
        Key key = new Key(exchange.caller().getName(), UUID.randomUUID().toString());
        CompletableFuture<Optional<ObjectNode>> answer = new CompletableFuture<>();
        open.put(key, answer);
        try {
            call.onCancelled(() -> answer.complete(Optional.empty()));
            exchange.messageStream()
                    .get()
                    .send(writer.request(key.id(), request.path("method").asString(), request.path("params")));
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException | TimeoutException | ExecutionException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            open.remove(key);
        }
    }

    /** Takes an answer to where it is waited for. One that nobody waits for, or of another caller, is passed over. */
    void answered(Principal caller, Response response) {
        response.id()
                .filter(JsonNode::isString)
                .map(id -> open.get(new Key(caller.getName(), id.stringValue())))
                .ifPresent(waiting -> waiting.complete(response.result()));
    }
}
