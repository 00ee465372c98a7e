package dc.node.gateway.tools;

import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the agent is told of its write.
 *
 * @param replayed another call under this key was first
 * @param deduplicated an equal call without a key was first, a moment ago
 */
record WriteAnswer(boolean replayed, boolean deduplicated) {

    private static final String QUEUED_NOTE =
            "Accepted and safe: it takes effect by itself, once. Do not send it again under another key. To see what became"
                    + " of it, repeat this call with the same idempotency_key and arguments.";
    private static final String QUEUED_CREATE_NOTE = QUEUED_NOTE + " The issue has no id until then.";

    static WriteAnswer first() {
        return new WriteAnswer(false, false);
    }

    static WriteAnswer again(boolean deduplicated) {
        return new WriteAnswer(!deduplicated, deduplicated);
    }

    ToolOutcome of(LedgerEntry entry) {
        return switch (entry.state()) {
            case SUCCEEDED -> new ToolOutcome.Success(succeeded(entry));
            case REJECTED, CANCELLED -> new ToolOutcome.Failure(rejected(entry));
            case ACCEPTED, DISPATCHED -> new ToolOutcome.Success(queued(entry));
        };
    }

    private ObjectNode succeeded(LedgerEntry entry) {
        ObjectNode body = envelope(entry, false);
        entry.result().ifPresent(body::setAll);
        return body;
    }

    private ObjectNode queued(LedgerEntry entry) {
        boolean create = entry.tool().equals("tasker_create_issue");
        return envelope(entry, true).put("note", create ? QUEUED_CREATE_NOTE : QUEUED_NOTE);
    }

    private ObjectNode envelope(LedgerEntry entry, boolean queued) {
        return Json.MAPPER
                .createObjectNode()
                .put("status", queued ? "queued" : OperationState.SUCCEEDED.columnValue())
                .put("tool", entry.tool())
                .put("idempotency_key", entry.idempotencyKey())
                .put("operation_id", entry.operationId().toString())
                .put("replayed", replayed)
                .put("deduplicated", deduplicated)
                .put("queued", queued);
    }

    private static ToolError rejected(LedgerEntry entry) {
        ObjectNode error = (ObjectNode) entry.result().orElseThrow().path("error");
        return new ToolError(
                        ErrorCode.fromWireName(error.path("code").stringValue()),
                        error.path("message").stringValue(),
                        Optional.of(error.path("details"))
                                .filter(ObjectNode.class::isInstance)
                                .map(ObjectNode.class::cast))
                .with("operation_id", entry.operationId().toString())
                .with("idempotency_key", entry.idempotencyKey());
    }
}
