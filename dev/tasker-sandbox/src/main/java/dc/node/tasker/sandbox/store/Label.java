package dc.node.tasker.sandbox.store;

/** A label of a project. */
public record Label(String id, String name, String color) {}
