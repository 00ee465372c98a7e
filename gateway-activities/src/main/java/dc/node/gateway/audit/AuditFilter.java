package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which events to show; what is empty does not matter.
 *
 * @param since only events of this moment or later
 * @param until only events before this moment
 */
public record AuditFilter(
        Optional<UUID> agentId,
        Optional<AuditEvent.Decision> decision,
        Optional<AuditEvent.Kind> kind,
        Optional<String> tool,
        Optional<String> tenant,
        Optional<UUID> operationId,
        Optional<UUID> issueId,
        Optional<Instant> since,
        Optional<Instant> until) {

    public AuditFilter {
        requireNonNull(agentId, "agentId is null");
        requireNonNull(decision, "decision is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(tool, "tool is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(operationId, "operationId is null");
        requireNonNull(issueId, "issueId is null");
        requireNonNull(since, "since is null");
        requireNonNull(until, "until is null");
    }

    /** What it asks for, for people; empty when it takes everything. */
    public String described() {
        Map<String, Optional<?>> parts = new LinkedHashMap<>();
        parts.put("agent_id", agentId);
        parts.put("decision", decision.map(AuditEvent.Decision::columnValue));
        parts.put("kind", kind.map(AuditEvent.Kind::columnValue));
        parts.put("tool", tool);
        parts.put("tenant", tenant);
        parts.put("operation_id", operationId);
        parts.put("issue_id", issueId);
        parts.put("since", since);
        parts.put("until", until);
        return parts.entrySet().stream()
                .filter(part -> part.getValue().isPresent())
                .map(part -> part.getKey() + " " + part.getValue().orElseThrow())
                .collect(Collectors.joining(", "));
    }
}
