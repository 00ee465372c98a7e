package dc.node.gateway.targets;

import java.util.UUID;

/**
 * Where an issue belonged when Tasker last spoke of it, and its key.
 *
 * @param projectSeen whether Tasker has told of the project itself as well, so that its identifier is known
 */
public record KnownIssue(UUID projectId, String key, boolean projectSeen) {}
