package dc.node.gateway.ledger;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write as its caller is told of it.
 *
 * @param result present exactly when it has ended: what the answer carries, or {@code {"error": ...}}
 */
public record LedgerEntry(
        UUID operationId,
        UUID agentId,
        String tool,
        String idempotencyKey,
        OperationState state,
        Optional<ObjectNode> result) {}
