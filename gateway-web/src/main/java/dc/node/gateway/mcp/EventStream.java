package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_OK;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer to one request as server-sent events, opened by the first of them: an answer that comes before there was
 * anything to report stays plain JSON. Used by one thread.
 */
final class EventStream {

    private static final byte[] DATA = "event: message\ndata: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    private final HttpServletResponse response;
    private boolean open;

    EventStream(HttpServletResponse response) {
        this.response = requireNonNull(response, "response is null");
    }

    boolean isOpen() {
        return open;
    }

    /**
     * Sends one JSON-RPC message, on one line as Jackson writes it.
     *
     * @throws IOException when the caller has gone
     */
    void send(byte[] message) throws IOException {
        if (!open) {
            response.setStatus(SC_OK);
            response.setContentType("text/event-stream");
            response.setHeader("Cache-Control", "no-store");
            // Otherwise nginx gathers the events and sends them all at the end.
            response.setHeader("X-Accel-Buffering", "no");
            open = true;
        }
        OutputStream body = response.getOutputStream();
        body.write(DATA);
        body.write(message);
        body.write(END);
        response.flushBuffer();
    }
}
