package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.identity.Credential.ProviderToken;
import dc.node.gateway.identity.provider.IdentityProvider;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider and the agent bound to a subject of it.
 *
 * @param agent empty when none is bound
 * @param grants the agent's, by project
 */
record ProviderAgent(IdentityProvider provider, Optional<Agent> agent, Map<UUID, Grant> grants) {

    ProviderAgent {
        requireNonNull(provider, "provider is null");
        requireNonNull(agent, "agent is null");
        grants = Map.copyOf(grants);
    }

    /** @param bound the agent, which is there */
    AuthenticatedAgent authenticated(Agent bound, Instant expiresAt) {
        return new AuthenticatedAgent(
                bound.id(),
                bound.tenant(),
                bound.displayName(),
                bound.ownerUserId(),
                bound.ownerEmail(),
                new ProviderToken(provider.id(), provider.name(), expiresAt),
                grants);
    }
}
