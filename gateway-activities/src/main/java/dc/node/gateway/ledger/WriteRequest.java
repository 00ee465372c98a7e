package dc.node.gateway.ledger;

import dc.node.gateway.targets.Target;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A validated and granted write, about to be accepted.
 *
 * @param idempotencyKey the caller's own, or one the gateway made
 * @param keyGenerated the gateway made it, so equal calls a moment apart count as one
 * @param arguments what the agent sent, without the key and in one form: ids in lower case
 * @param writesPerDay how many writes the grant allows the agent in the project on one day (UTC); no limit when empty, as where
 *     the project is not known yet
 * @param sessionId the session the agent named
 */
public record WriteRequest(
        UUID agentId,
        String tool,
        String idempotencyKey,
        boolean keyGenerated,
        ObjectNode arguments,
        Target target,
        OptionalInt writesPerDay,
        Optional<UUID> sessionId,
        CallOrigin origin) {}
