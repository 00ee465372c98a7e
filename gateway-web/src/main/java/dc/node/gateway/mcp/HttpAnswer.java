package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_ACCEPTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** A whole HTTP response, ready to be sent. */
final class HttpAnswer {

    private static final byte[] NOTHING = {};

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpAnswer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = requireNonNull(body, "body is null");
    }

    /** JSON in UTF-8, handed over: the caller must not change it afterwards. */
    static HttpAnswer json(int status, byte[] body) {
        return new HttpAnswer(status, Map.of(), body);
    }

    /** Received and in order, with nothing to say to it. */
    static HttpAnswer accepted() {
        return new HttpAnswer(SC_ACCEPTED, Map.of(), NOTHING);
    }

    /** Refused before there was any JSON-RPC. */
    static HttpAnswer refusal(int status, Map<String, String> headers, String json) {
        return new HttpAnswer(status, headers, json.getBytes(UTF_8));
    }

    byte[] body() {
        return body;
    }

    /**
     * Sends the body as the last event of a stream. Its status went out with the first.
     *
     * @throws IOException when the caller has gone
     */
    void sendLast(EventStream stream) throws IOException {
        stream.send(body);
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentLength(body.length);
        if (body.length > 0) {
            response.setContentType("application/json");
            response.getOutputStream().write(body);
        }
    }
}
