package dc.node.gateway.mcp.stream;

import static java.util.Objects.requireNonNull;

/** What the thread that holds a stream is to do next. */
public sealed interface Signal {

    /** Nothing has happened for as long as it was willing to wait. */
    record Silence() implements Signal {}

    /**
     * The list of tools may have changed.
     *
     * @param state the state of the list, as {@link StreamAccess#states} has it
     */
    record ListChanged(String state) implements Signal {
        public ListChanged {
            requireNonNull(state, "state is null");
        }
    }

    /** The stream must end now. */
    record End() implements Signal {}
}
