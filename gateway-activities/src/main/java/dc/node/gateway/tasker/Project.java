package dc.node.gateway.tasker;

import java.util.UUID;

/** A project as Tasker names it; {@code identifier} is the front of its issue keys ("CORE" in "CORE-12"). */
public record Project(UUID id, String workspaceSlug, String identifier, String name, boolean archived) {}
