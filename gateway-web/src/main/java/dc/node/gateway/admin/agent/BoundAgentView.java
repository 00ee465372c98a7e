package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.BoundAgent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** An agent as {@link AgentView} has it, with the subject it is bound to. */
@JsonNaming(SnakeCaseStrategy.class)
record BoundAgentView(
        UUID id,
        String tenant,
        UUID providerId,
        String subject,
        String ownerUserId,
        String ownerEmail,
        String displayName,
        String state,
        boolean ownerBlocked,
        Instant createdAt,
        Optional<Instant> disabledAt) {

    static BoundAgentView of(BoundAgent bound) {
        AgentView agent = AgentView.of(bound.agent());
        return new BoundAgentView(
                agent.id(),
                agent.tenant(),
                bound.providerId(),
                bound.subject(),
                agent.ownerUserId(),
                agent.ownerEmail(),
                agent.displayName(),
                agent.state(),
                agent.ownerBlocked(),
                agent.createdAt(),
                agent.disabledAt());
    }

    /** @param nextCursor empty on the last page */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<BoundAgentView> agents, Optional<UUID> nextCursor) {}
}
