package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which events to show; what is empty does not matter.
 *
 * @param since only events of this moment or later
 */
public record AuditFilter(
        Optional<UUID> agentId,
        Optional<AuditEvent.Decision> decision,
        Optional<String> tool,
        Optional<Instant> since) {

    public AuditFilter {
        requireNonNull(agentId, "agentId is null");
        requireNonNull(decision, "decision is null");
        requireNonNull(tool, "tool is null");
        requireNonNull(since, "since is null");
    }
}
