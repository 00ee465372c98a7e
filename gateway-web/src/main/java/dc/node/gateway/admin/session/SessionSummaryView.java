package dc.node.gateway.admin.session;

import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.SessionOverview;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.WorkSession;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A work session as administrators see it.
 *
 * @param target what the session was called when it began: an issue's key, a project's identifier or an id
 * @param closesAt when it is closed as abandoned if nothing more is written in it; empty once it has ended
 * @param workflowId of its page in the Temporal UI
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionSummaryView(
        UUID id,
        String tenant,
        UUID agentId,
        String agentName,
        String ownerUserId,
        Optional<String> workspaceSlug,
        Optional<UUID> projectId,
        Optional<String> projectIdentifier,
        Optional<UUID> issueId,
        Optional<String> issueKey,
        String target,
        Optional<String> goal,
        String state,
        boolean stuck,
        Instant openedAt,
        Instant lastWriteAt,
        Optional<Instant> closesAt,
        Optional<Instant> endedAt,
        Optional<String> closedBecause,
        SessionCounts writes,
        String workflowId) {

    static SessionSummaryView of(SessionOverview overview, SessionProperties properties) {
        WorkSession session = overview.session();
        return new SessionSummaryView(
                session.id(),
                overview.tenant(),
                session.agentId(),
                overview.agentName(),
                overview.ownerUserId(),
                overview.workspaceSlug(),
                session.projectId(),
                overview.projectIdentifier(),
                session.issueId(),
                overview.issueKey(),
                session.targetLabel(),
                session.goal(),
                session.state().name().toLowerCase(Locale.ROOT),
                overview.stuck(),
                session.openedAt(),
                session.lastWriteAt(),
                session.endedAt().isPresent() ? Optional.empty() : Optional.of(properties.closesAt(session)),
                session.endedAt(),
                session.closedBecause(),
                overview.counts(),
                WorkSession.workflowId(session.id()));
    }

    /** @param nextCursor empty on the last page */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<SessionSummaryView> sessions, Optional<UUID> nextCursor) {}
}
