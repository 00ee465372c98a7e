package dc.node.gateway.chaos.load;

import dc.node.gateway.localstack.client.ToolAnswer;
import java.util.Optional;
import java.util.Set;

/** What came of one call, as far as its caller can tell. */
sealed interface Answer {

    /** Codes that say: the same again, later. */
    Set<String> TRY_AGAIN = Set.of("gateway_unavailable", "tasker_unavailable", "quota_exceeded");

    /** Acknowledged: it has taken effect, or ({@code queued}) will. */
    record Acknowledged(String operationId, String key, boolean queued, ToolAnswer answer) implements Answer {}

    /** It will never take effect. */
    record Refused(String code, String message, Optional<String> operationId) implements Answer {}

    /** The gateway could not tell: it may have been accepted. */
    record TryAgain(String reason, Optional<String> key) implements Answer {}

    static Answer of(ToolAnswer answer) {
        if (!answer.isError()) {
            return new Acknowledged(
                    answer.text("operation_id"), answer.text("idempotency_key"), answer.flag("queued"), answer);
        }
        var error = answer.content().path("error");
        String code = error.path("code").asString("no code");
        Optional<String> key = error.path("details").path("idempotency_key").asStringOpt();
        return TRY_AGAIN.contains(code)
                ? new TryAgain(code, key)
                : new Refused(
                        code,
                        error.path("message").asString("no message"),
                        error.path("details").path("operation_id").asStringOpt());
    }
}
