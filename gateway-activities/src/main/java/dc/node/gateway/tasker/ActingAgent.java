package dc.node.gateway.tasker;

import java.util.UUID;

/** The agent identity Tasker records as the author of a change. */
public record ActingAgent(UUID id, String displayName, String ownerUserId) {}
