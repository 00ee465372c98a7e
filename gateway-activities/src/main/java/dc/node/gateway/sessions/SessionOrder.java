package dc.node.gateway.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What Temporal is told of a session: names and ids, never a word of its goal.
 *
 * @param idleSince from when the idle limit counts
 */
public record SessionOrder(
        UUID sessionId,
        UUID agentId,
        String ownerUserId,
        String targetLabel,
        Optional<String> workspaceSlug,
        Optional<String> projectIdentifier,
        Optional<String> issueKey,
        Instant openedAt,
        Instant idleSince) {}
