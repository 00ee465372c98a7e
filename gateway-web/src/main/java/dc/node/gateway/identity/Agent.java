package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A dedicated identity that acts for the human who owns it.
 *
 * @param disabledAt empty unless an administrator disabled this very agent
 * @param ownerBlocked whether its owner is blocked, which stops all of the owner's agents
 */
public record Agent(
        UUID id,
        String tenant,
        String ownerUserId,
        String ownerEmail,
        String displayName,
        Instant createdAt,
        Optional<Instant> disabledAt,
        boolean ownerBlocked) {

    /** The tenant of whoever names none. */
    public static final String DEFAULT_TENANT = "default";

    /** The form of a tenant's name, as a regular expression. */
    public static final String TENANT_NAME = "[a-z0-9][a-z0-9-]{0,62}";

    public Agent {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(ownerUserId, "ownerUserId is null");
        requireNonNull(ownerEmail, "ownerEmail is null");
        requireNonNull(displayName, "displayName is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(disabledAt, "disabledAt is null");
    }

    /** Whether it may act at all. */
    public boolean isActive() {
        return disabledAt.isEmpty() && !ownerBlocked;
    }
}
