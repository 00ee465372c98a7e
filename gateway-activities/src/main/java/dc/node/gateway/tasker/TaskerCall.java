package dc.node.gateway.tasker;

import java.util.Optional;
import java.util.UUID;

/**
 * On whose behalf and in which request Tasker is called.
 *
 * @param requestId names the call in the logs of both sides
 * @param idempotencyKey the operation id of a write; Tasker only logs it
 * @param deadline when the caller stops listening
 */
public record TaskerCall(ActingAgent agent, String requestId, Optional<UUID> idempotencyKey, Deadline deadline) {}
