package dc.node.tasker.sandbox.store;

/** A state of a project; {@code group} is backlog, unstarted, started, completed or cancelled. */
public record State(String id, String name, String group, int sequence) {}
