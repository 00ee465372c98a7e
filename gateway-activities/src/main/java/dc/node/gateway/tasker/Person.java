package dc.node.gateway.tasker;

import java.util.UUID;

/** Somebody an issue is assigned to or a comment is written by. */
public record Person(UUID id, String displayName) {}
