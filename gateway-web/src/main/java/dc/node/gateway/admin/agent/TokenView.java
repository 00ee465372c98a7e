package dc.node.gateway.admin.agent;

import dc.node.gateway.identity.AgentToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A token as administrators see it afterwards. */
@JsonNaming(SnakeCaseStrategy.class)
record TokenView(
        UUID id,
        String name,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<UUID> replacedBy) {

    static TokenView of(AgentToken token) {
        return new TokenView(
                token.id(),
                token.name(),
                token.createdAt(),
                token.expiresAt(),
                token.revokedAt(),
                token.lastUsedAt(),
                token.replacedBy());
    }

    /** All tokens of one agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Collection(List<TokenView> tokens) {}
}
