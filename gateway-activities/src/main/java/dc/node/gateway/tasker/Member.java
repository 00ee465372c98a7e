package dc.node.gateway.tasker;

import java.util.Optional;
import java.util.UUID;

/** A member of a project or workspace; {@code role} is 5 (guest), 15 (member) or 20 (admin). */
public record Member(UUID id, String displayName, Optional<String> email, int role, boolean active) {}
