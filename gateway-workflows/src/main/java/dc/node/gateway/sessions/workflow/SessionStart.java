package dc.node.gateway.sessions.workflow;

import java.time.Duration;
import java.util.UUID;

/**
 * What the workflow of a session is started with: ids, and when to look first whether the session was abandoned. Neither
 * goal nor any other text of an agent: the database has it.
 */
public record SessionStart(UUID sessionId, String targetLabel, Duration firstCheck) {}
