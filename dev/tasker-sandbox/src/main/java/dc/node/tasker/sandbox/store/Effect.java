package dc.node.tasker.sandbox.store;

import java.util.Optional;
import tools.jackson.databind.util.RawValue;

/** A change that was committed; {@code body} is the body of the request that asked for it. */
public record Effect(
        long seq,
        String at,
        String kind,
        Optional<String> issueId,
        String projectId,
        String agentId,
        Optional<String> idempotencyKey,
        Optional<String> externalId,
        RawValue body) {}
