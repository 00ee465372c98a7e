package dc.node.gateway.mcp;

import static jakarta.servlet.http.HttpServletResponse.SC_ACCEPTED;
import static jakarta.servlet.http.HttpServletResponse.SC_NO_CONTENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dc.node.gateway.mcp.stream.EventStream;
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
        return json(status, Map.of(), body);
    }

    /** As {@link #json(int, byte[])}, with headers. */
    static HttpAnswer json(int status, Map<String, String> headers, byte[] body) {
        return new HttpAnswer(status, headers, body);
    }

    /** Received and in order, with nothing to say to it. */
    static HttpAnswer accepted() {
        return new HttpAnswer(SC_ACCEPTED, Map.of(), NOTHING);
    }

    /** Done, with nothing more to say, on a stream neither. */
    static HttpAnswer done() {
        return new HttpAnswer(SC_NO_CONTENT, Map.of(), NOTHING);
    }

    /**
     * Refused before there was any JSON-RPC.
     *
     * @param code in lower case, for programs
     * @param message for people; neither may hold a character that JSON escapes
     * @param retryable whether the same request may work later
     */
    static HttpAnswer refusal(int status, Map<String, String> headers, String code, String message, boolean retryable) {
        String json =
                "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"retryable\":%s}}".formatted(code, message, retryable);
        return new HttpAnswer(status, headers, json.getBytes(UTF_8));
    }

    byte[] body() {
        return body;
    }

    /**
     * Sends the body, if there is one, as the last event of a stream. Its status went out with the first.
     *
     * @throws IOException when the caller has gone
     */
    void sendLast(EventStream stream) throws IOException {
        if (body.length > 0) {
            stream.send(body);
        }
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (status != SC_NO_CONTENT) {
            response.setContentLength(body.length);
        }
        if (body.length > 0) {
            response.setContentType("application/json");
            response.getOutputStream().write(body);
        }
    }
}
