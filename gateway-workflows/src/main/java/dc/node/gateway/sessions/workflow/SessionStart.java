package dc.node.gateway.sessions.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What the workflow of a session is started with, and goes on with when its history has become long: ids and numbers.
 * Neither goal nor any other text of an agent: the database has it. It is kept in histories, so a field that is added must
 * be readable where it is absent.
 *
 * @param ownerId the user id of the agent's owner
 * @param firstCheck when to look first whether the session was abandoned
 * @param eventLimit how many events long the history may be before the workflow goes on in a new one; given with the start,
 *     so that another limit in a later release does not break the replay of a running session
 */
public record SessionStart(
        UUID sessionId,
        String targetLabel,
        UUID agentId,
        String ownerId,
        Instant openedAt,
        Duration firstCheck,
        int eventLimit,
        CarriedOver carried) {

    /**
     * Some 400 writes of ten events each. Temporal warns at 10,240 events and ends a workflow at 51,200; a worker that does
     * not have the session in its memory reads all of them first.
     */
    public static final int EVENT_LIMIT = 4_000;

    SessionStart continued(Duration nextCheck, CarriedOver left) {
        return new SessionStart(sessionId, targetLabel, agentId, ownerId, openedAt, nextCheck, eventLimit, left);
    }
}
