package dc.node.gateway.ledger;

import dc.node.gateway.targets.Target;
import dc.node.gateway.tasker.ActingAgent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write as an attempt finds it.
 *
 * @param attempt counts from 1; outside an attempt, how many there were
 * @param sent an earlier attempt was about to send its change, so that it may have taken effect
 * @param agentActive false when the agent was disabled or its owner blocked since
 */
public record Operation(
        UUID id,
        String tool,
        ActingAgent agent,
        String tenant,
        boolean agentActive,
        ObjectNode arguments,
        Target target,
        Optional<UUID> sessionId,
        String idempotencyKey,
        Instant acceptedAt,
        int attempt,
        boolean sent) {}
