package dc.node.gateway.mcp.stream;

import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * The answer to one request as server-sent events, opened by the first of them: an answer that comes before there was
 * anything to report stays plain JSON. Used by one thread. Each method throws an IOException when the caller has gone; that a
 * caller has gone may show only at the second attempt to send, and one that does not read fails it after Tomcat's {@code
 * connection-timeout}.
 */
public final class EventStream {

    private static final byte[] DATA = "event: message\ndata: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(US_ASCII);

    private final HttpServletResponse response;
    private boolean open;

    public EventStream(HttpServletResponse response) {
        this.response = requireNonNull(response, "response is null");
    }

    public boolean isOpen() {
        return open;
    }

    /** Sends one JSON-RPC message, on one line as Jackson writes it. */
    public void send(byte[] message) throws IOException {
        write(DATA, message, END);
    }

    /** As {@link #send(byte[])}, with an id that the client sends back as {@code Last-Event-ID} when it reconnects. */
    public void send(String id, byte[] message) throws IOException {
        write("id: %s\n".formatted(id).getBytes(US_ASCII), DATA, message, END);
    }

    /**
     * Sends an id before there is any message, and after what time to reconnect when the stream ends.
     *
     * @param emptyData whether the event has an empty {@code data} line. Revision 2025-11-25 wants it, and without it some
     *     clients do not note the id; a client of an older revision might take it for a message that is not JSON.
     */
    public void prime(String id, Duration reconnectAfter, boolean emptyData) throws IOException {
        String event = "id: %s\nretry: %d\n%s\n".formatted(id, reconnectAfter.toMillis(), emptyData ? "data:\n" : "");
        write(event.getBytes(US_ASCII));
    }

    /** Sends what every client passes over: the stream is still there, for whoever is between. */
    public void keepAlive() throws IOException {
        write(COMMENT);
    }

    private void write(byte[]... parts) throws IOException {
        if (!open) {
            response.setStatus(SC_OK);
            response.setContentType("text/event-stream");
            response.setHeader("Cache-Control", "no-store");
            // Otherwise nginx gathers the events and sends them all at the end.
            response.setHeader("X-Accel-Buffering", "no");
            open = true;
        }
        OutputStream body = response.getOutputStream();
        for (byte[] part : parts) {
            body.write(part);
        }
        response.flushBuffer();
    }
}
