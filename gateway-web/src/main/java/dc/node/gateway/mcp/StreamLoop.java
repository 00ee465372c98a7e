package dc.node.gateway.mcp;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.stream.EventStream;
import dc.node.gateway.mcp.stream.OpenStream;
import dc.node.gateway.mcp.stream.Signal.End;
import dc.node.gateway.mcp.stream.Signal.ListChanged;
import dc.node.gateway.mcp.stream.Signal.Silence;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps the thread of a request for as long as its stream is open, which is cheap with the virtual threads that serve requests:
 * it wakes only to send something.
 */
final class StreamLoop {

    /** How a change of the list is told. */
    interface Teller {
        void tell(ListChanged change) throws IOException;
    }

    private final Duration keepAlive;

    StreamLoop(Duration keepAlive) {
        this.keepAlive = requireNonNull(keepAlive, "keepAlive is null");
    }

    /** Returns when the stream must end, also because this thread is interrupted; throws when the caller has gone. */
    void run(OpenStream open, EventStream stream, Teller teller) throws IOException {
        try {
            while (true) {
                switch (open.next(keepAlive)) {
                    case Silence() -> stream.keepAlive();
                    case ListChanged change -> teller.tell(change);
                    case End() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
