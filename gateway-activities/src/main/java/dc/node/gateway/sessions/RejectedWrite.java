package dc.node.gateway.sessions;

/** A write of a session that was refused for good; {@code result} is the recorded {@code {"error": ...}}. */
public record RejectedWrite(String tool, String result) {}
