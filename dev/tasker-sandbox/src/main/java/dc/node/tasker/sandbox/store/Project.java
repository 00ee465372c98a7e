package dc.node.tasker.sandbox.store;

/** A project; {@code identifier} is the first part of its issues' keys. */
public record Project(String id, String workspaceSlug, String identifier, String name, boolean archived) {}
