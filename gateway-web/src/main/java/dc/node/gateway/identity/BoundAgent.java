package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * An agent and whose tokens stand for it.
 *
 * @param subject what the provider's tokens have in their subject claim
 */
public record BoundAgent(Agent agent, UUID providerId, String subject) {

    public BoundAgent {
        requireNonNull(agent, "agent is null");
        requireNonNull(providerId, "providerId is null");
        requireNonNull(subject, "subject is null");
    }
}
