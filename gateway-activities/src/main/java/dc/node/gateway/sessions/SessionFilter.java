package dc.node.gateway.sessions;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * Which sessions to show; what is empty does not matter.
 *
 * @param unended those that are open or finishing, or those that are neither
 * @param stuck those of which {@link SessionOverview#stuck} is so
 */
public record SessionFilter(
        Optional<Boolean> unended,
        Optional<UUID> agentId,
        Optional<String> ownerUserId,
        Optional<UUID> projectId,
        Optional<Boolean> stuck) {

    public SessionFilter {
        requireNonNull(unended, "unended is null");
        requireNonNull(agentId, "agentId is null");
        requireNonNull(ownerUserId, "ownerUserId is null");
        requireNonNull(projectId, "projectId is null");
        requireNonNull(stuck, "stuck is null");
    }
}
