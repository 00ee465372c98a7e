package dc.node.gateway.tasker;

import java.util.UUID;

/** A label of a project. */
public record Label(UUID id, String name) {}
