package dc.node.gateway.sessions;

import java.time.Duration;
import java.util.Optional;

/**
 * A session with what an administrator needs to know beside its row. Its project, where the session was begun while Tasker
 * was away, is what Tasker has said since.
 *
 * @param issueKey where it is on an issue whose key is known
 * @param stuck whether a write of it, its finish or the comment on its abandonment included, has been pending for longer
 *     than {@link #STUCK_AFTER}
 */
public record SessionOverview(
        WorkSession session,
        String tenant,
        String ownerUserId,
        String agentName,
        Optional<String> workspaceSlug,
        Optional<String> projectIdentifier,
        Optional<String> issueKey,
        SessionCounts counts,
        boolean stuck) {

    /** A write lands within seconds while Tasker and Temporal are there. */
    public static final Duration STUCK_AFTER = Duration.ofMinutes(5);
}
