package dc.node.gateway.targets;

import java.util.UUID;

/** Where an issue belonged when Tasker last spoke of it, and its key. */
public record KnownIssue(UUID projectId, String key) {}
