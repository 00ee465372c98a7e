package dc.node.gateway.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What Temporal is told of a write: names and ids, never a word of its text.
 *
 * @param sessionId the session it belongs to
 * @param sessionOpen whether that session has not ended, so that its workflow takes the write
 * @param sessionStarted whether Temporal has that workflow
 * @param putBack whether Temporal was given it before and turned out not to have it
 */
public record DispatchOrder(
        UUID operationId,
        String tool,
        UUID agentId,
        String ownerUserId,
        String targetLabel,
        Optional<String> workspaceSlug,
        Optional<String> projectIdentifier,
        Optional<String> issueKey,
        Optional<UUID> sessionId,
        boolean sessionOpen,
        boolean sessionStarted,
        boolean putBack,
        Instant acceptedAt) {}
