package dc.node.gateway.mcp.stream;

import static java.util.Objects.requireNonNull;

/** What came of the wish to open a stream. */
public sealed interface Opening {

    /** It is open until it is closed; the one who wished it must close it. */
    record Opened(OpenStream stream) implements Opening {
        public Opened {
            requireNonNull(stream, "stream is null");
        }
    }

    /** It is one too many of this caller. */
    record TooManyOfCaller(int most) implements Opening {}

    /** This process has no room for one more, or is about to end. */
    record NoRoom() implements Opening {}

    /** Since the request came in, the caller's credential or its session has ended. */
    record NoLongerAdmitted() implements Opening {}
}
