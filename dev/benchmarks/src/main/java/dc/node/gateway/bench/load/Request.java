package dc.node.gateway.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request rendered once and sent many times. Where its body has {@value #KEY}, each call has a key of its own of the same
 * length.
 */
public final class Request {

    /** Stands in a body for the idempotency key. */
    public static final String KEY = "################";

    private final byte[] bytes;
    private final int keyStart;

    private Request(byte[] bytes, int keyStart) {
        this.bytes = bytes;
        this.keyStart = keyStart;
    }

    public static Request get(String path, Map<String, String> headers) {
        return of("GET", path, headers, "");
    }

    public static Request post(String path, Map<String, String> headers, String body) {
        return of("POST", path, headers, body);
    }

    public static Request put(String path, Map<String, String> headers, String body) {
        return of("PUT", path, headers, body);
    }

    private static Request of(String method, String path, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
        }
        String text = head.append("\r\n").append(body).toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int key = body.indexOf(KEY);
        // Before the key all is ASCII, so characters count as bytes do.
        return new Request(bytes, key < 0 ? -1 : bytes.length - content.length + key);
    }

    /** What to send under this key; the same array each time, for one thread. */
    byte[] under(String key) {
        if (keyStart >= 0) {
            for (int i = 0; i < KEY.length(); i++) {
                bytes[keyStart + i] = (byte) key.charAt(i);
            }
        }
        return bytes;
    }
}
