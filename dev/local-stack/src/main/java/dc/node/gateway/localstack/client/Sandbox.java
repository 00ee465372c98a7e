package dc.node.gateway.localstack.client;

import dc.node.gateway.localstack.client.JsonHttp.Answer;
import dc.node.gateway.localstack.data.LocalStackException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The Tasker sandbox's control interface: outages on demand, and the list of all that was changed. */
public final class Sandbox {

    private final JsonHttp http;

    public Sandbox(String controlUrl, String adminToken) {
        this.http = new JsonHttp(controlUrl, adminToken);
    }

    /**
     * One change that took place in Tasker.
     *
     * @param seq            its place in the order of all changes
     * @param at             when it was committed, ISO 8601
     * @param kind           what was changed, such as {@code comment.create}
     * @param agentId        in whose name
     * @param idempotencyKey what the gateway sent as {@code Idempotency-Key}
     * @param externalId     what the gateway sent as {@code external_id}; empty where a call has none
     * @param body           the request that asked for it
     */
    public record Effect(
            long seq,
            String at,
            String kind,
            String issueId,
            String agentId,
            String idempotencyKey,
            String externalId,
            JsonNode body) {

        /** True when it is what this write of the gateway did. */
        public boolean isOf(String operationId) {
            return idempotencyKey.equals(operationId) || externalId.equals(operationId);
        }
    }

    /** From now on Tasker answers nobody. */
    public void takeDown() {
        addFault(Map.of("mode", "down"));
    }

    /** Adds a fault in the control interface's own words, behind those in force. */
    public void addFault(Map<String, ?> fault) {
        require(http.post("/sandbox/faults", fault));
    }

    public void clearFaults() {
        require(http.delete("/sandbox/faults"));
    }

    /** What was changed after the one with this number, in order. */
    public List<Effect> effectsAfter(long seq) {
        JsonNode effects = require(http.get("/sandbox/effects?after=" + seq)).path("effects");
        return StreamSupport.stream(effects.spliterator(), false)
                .map(effect -> new Effect(
                        effect.path("seq").asLong(),
                        effect.path("at").asString(""),
                        effect.path("kind").asString(""),
                        effect.path("issue_id").asString(""),
                        effect.path("agent_id").asString(""),
                        effect.path("idempotency_key").asString(""),
                        effect.path("external_id").asString(""),
                        effect.path("body")))
                .toList();
    }

    /** The newest requests Tasker saw since it was started, without the credential, as the control interface tells them. */
    public JsonNode requests() {
        return require(http.get("/sandbox/requests"));
    }

    private static JsonNode require(Answer answer) {
        if (!answer.isSuccess()) {
            throw new LocalStackException(
                    "The Tasker sandbox's control interface answered HTTP %d.".formatted(answer.status()));
        }
        return answer.body();
    }
}
