package dc.node.tasker.sandbox.store;

/** A caller's own name for what it creates, unique within a project. */
public record ExternalId(String source, String id) {}
