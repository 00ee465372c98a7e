package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An agent as administrators see it.
 *
 * @param state {@code active} when it may act, and the other value when it may not, be it for itself or its owner
 */
@JsonNaming(SnakeCaseStrategy.class)
record AgentView(
        UUID id,
        String tenant,
        String ownerUserId,
        String ownerEmail,
        String displayName,
        String state,
        boolean ownerBlocked,
        Instant createdAt,
        Optional<Instant> disabledAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";

    static AgentView of(Agent agent) {
        return new AgentView(
                agent.id(),
                agent.tenant(),
                agent.ownerUserId(),
                agent.ownerEmail(),
                agent.displayName(),
                agent.isActive() ? ACTIVE : DISABLED,
                agent.ownerBlocked(),
                agent.createdAt(),
                agent.disabledAt());
    }

    /** @param nextCursor empty on the last page */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<AgentView> agents, Optional<UUID> nextCursor) {}
}
