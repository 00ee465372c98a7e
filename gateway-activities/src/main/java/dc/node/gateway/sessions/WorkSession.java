package dc.node.gateway.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stretch of work an agent reports on: on one issue, or on a project where {@code issueId} is empty.
 *
 * @param id the operation id of its start, and the last part of its workflow's id
 * @param targetLabel the issue's key or the project's identifier where known
 * @param lastWriteAt when it last accepted a write, or was started again
 * @param idleSince from when the idle limit counts: that, or when one of its writes last ended, whichever is later
 */
public record WorkSession(
        UUID id,
        UUID agentId,
        Optional<UUID> projectId,
        Optional<UUID> issueId,
        String targetLabel,
        Optional<String> goal,
        State state,
        Instant openedAt,
        Instant lastWriteAt,
        Instant idleSince,
        Optional<Instant> endedAt,
        Optional<String> closedBecause) {

    /** Open takes writes; finishing has accepted its finish; the other three are ends. */
    public enum State {
        OPEN,
        FINISHING,
        FINISHED,
        ABANDONED,
        CLOSED
    }

    /** Why a session is {@link State#FINISHED}. */
    public static final String FINISHED_BECAUSE = "by its agent";

    /** This session as it is once its finish has landed. */
    public WorkSession finishedAt(Instant now) {
        return new WorkSession(
                id,
                agentId,
                projectId,
                issueId,
                targetLabel,
                goal,
                State.FINISHED,
                openedAt,
                lastWriteAt,
                idleSince,
                Optional.of(now),
                Optional.of(FINISHED_BECAUSE));
    }

    /** This session with its project as known elsewhere. */
    WorkSession inProject(Optional<UUID> project) {
        return new WorkSession(
                id,
                agentId,
                project,
                issueId,
                targetLabel,
                goal,
                state,
                openedAt,
                lastWriteAt,
                idleSince,
                endedAt,
                closedBecause);
    }

    /** The id of the workflow that follows this session. */
    public static String workflowId(UUID sessionId) {
        return "work-session/" + sessionId;
    }
}
