package dc.node.tasker.sandbox.http;

/** Turns a request into an answer; a {@link Refusal} may be thrown instead of answered. */
@FunctionalInterface
public interface Handler {

    /** Handles one request; called from many threads at once. */
    Answer handle(Request request);
}
