package dc.node.gateway.admin.audit;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A line of the trail as administrators see it. */
@JsonNaming(SnakeCaseStrategy.class)
record EventView(
        long id,
        Instant at,
        String kind,
        String decision,
        String reason,
        String tenant,
        Optional<UUID> agentId,
        Optional<String> ownerUserId,
        Optional<String> actor,
        Optional<String> tool,
        Optional<UUID> projectId,
        Optional<UUID> issueId,
        Optional<UUID> operationId,
        Optional<String> idempotencyKeySha256,
        Optional<String> address,
        Optional<String> clientName,
        Optional<Long> durationMillis,
        OptionalInt attempts,
        Optional<String> detail) {

    static EventView of(RecordedEvent recorded) {
        AuditEvent event = recorded.event();
        return new EventView(
                recorded.id(),
                event.at(),
                event.kind().columnValue(),
                event.decision().columnValue(),
                event.reason(),
                event.tenant(),
                event.agentId(),
                event.ownerUserId(),
                event.actor(),
                event.tool(),
                event.projectId(),
                event.issueId(),
                event.operationId(),
                recorded.idempotencyKeySha256(),
                event.address(),
                event.clientName(),
                event.duration().map(Duration::toMillis),
                event.attempts(),
                event.detail());
    }

    /** @param nextCursor empty on the last page */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<EventView> events, Optional<String> nextCursor) {}
}
