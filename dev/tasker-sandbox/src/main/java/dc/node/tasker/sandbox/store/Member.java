package dc.node.tasker.sandbox.store;

/** Someone in a workspace or project; {@code role} is 5 (guest), 15 (member) or 20 (admin). */
public record Member(String id, String displayName, String email, int role, boolean active) {}
