package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a token, which is never the token itself.
 *
 * @param lastUsedAt to the minute or so; empty before the first use
 * @param replacedBy its successor, once it has been rotated
 */
public record AgentToken(
        UUID id,
        UUID agentId,
        String name,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsedAt,
        Optional<UUID> replacedBy) {

    /** The form of a token's name: one line of 1 to 200 characters, not all blank, that can be stored. */
    public static final String NAME_FORM = "(?=.*[^\\s\\p{Z}])[^\\p{Cc}\\p{Cs}]{1,200}";

    public AgentToken {
        requireNonNull(id, "id is null");
        requireNonNull(agentId, "agentId is null");
        requireNonNull(name, "name is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(revokedAt, "revokedAt is null");
        requireNonNull(lastUsedAt, "lastUsedAt is null");
        requireNonNull(replacedBy, "replacedBy is null");
    }

    /** Its last moment counts as expired. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
