package dc.node.gateway.sessions;

import java.time.Instant;
import java.util.UUID;

/**
 * The write of a session that was refused last.
 *
 * @param code the error's code, such as {@code scope_denied}; never its sentence, which may quote an issue
 */
public record LastRefusal(UUID operationId, String tool, String code, Instant endedAt) {}
