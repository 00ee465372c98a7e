package dc.node.gateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * One HTTP request, right or wrong, as bytes.
 *
 * @param line method and target
 * @param headers whole lines, without their ends
 * @param body a character for each byte; its length is said by a header of its own
 */
record FuzzRequest(String line, List<String> headers, String body) {

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n").getBytes(ISO_8859_1));
        headers.forEach(header -> bytes.writeBytes((header + "\r\n").getBytes(ISO_8859_1)));
        bytes.writeBytes(("Content-Length: " + body.length() + "\r\n\r\n").getBytes(ISO_8859_1));
        bytes.writeBytes(body.getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    /** Whether it is so large that it need not be read to its end, and the connection may be closed on it. */
    boolean isBeyondLimits() {
        return body.length() > 64 * 1024 || bytes().length - body.length() > 8 * 1024;
    }

    /** Whether its answer may be a stream of events that stays open: all others end with the answer to the message. */
    boolean mayBeAnsweredWithoutEnd() {
        return !line.startsWith("POST ") || body.contains("subscriptions/listen");
    }

    /** Its beginning, for the message of a failed test. */
    @Override
    public String toString() {
        String text = new String(bytes(), ISO_8859_1);
        return text.length() <= 4_000 ? text : text.substring(0, 4_000) + "... (" + text.length() + " bytes)";
    }
}
