package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a token, which is never the token itself.
 *
 * @param lastUsedAt to the minute or so; empty before the first use
 */
public record AgentToken(
        UUID id,
        UUID agentId,
        String name,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt) {

    public AgentToken {
        requireNonNull(id, "id is null");
        requireNonNull(agentId, "agentId is null");
        requireNonNull(name, "name is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(revokedAt, "revokedAt is null");
        requireNonNull(lastUsedAt, "lastUsedAt is null");
    }

    /** Its last moment counts as expired. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
