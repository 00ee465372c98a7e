package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which agents to show; what is empty does not matter.
 *
 * @param active whether the agent may act at all
 */
public record AgentFilter(Optional<String> ownerUserId, Optional<String> tenant, Optional<Boolean> active) {

    public AgentFilter {
        requireNonNull(ownerUserId, "ownerUserId is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(active, "active is null");
    }
}
