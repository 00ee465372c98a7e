package dc.node.gateway.tasker;

import java.util.UUID;

/** A member of a project or workspace; {@code role} is 5 (guest), 15 (member) or 20 (admin). */
public record Member(UUID id, String displayName, int role, boolean active) {}
