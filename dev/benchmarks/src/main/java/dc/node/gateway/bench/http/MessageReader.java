package dc.node.gateway.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes in one HTTP/1.1 message after the other, requests or answers, from one connection. Of the headers it reads those that say
 * where the message ends. For one thread.
 */
public final class MessageReader {

    /** Small, for a server may have thousands of connections that say nothing; no line is longer. */
    private static final int BUFFER_SIZE = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int filled;
    private int next;
    private String startLine = "";
    private final List<String> headers = new ArrayList<>();
    private boolean last;
    private byte[] body = new byte[0];
    private int bodyLength;

    public MessageReader(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next message and takes in nothing that {@link #read} does not give; whoever waits in vain may do so again.
     *
     * @return false when the connection was closed before one began
     * @throws IOException when none comes in the time that the connection has for it
     */
    public boolean awaitNext() throws IOException {
        return next < filled || fill();
    }

    /**
     * Reads the next message whole.
     *
     * @return false when the connection was closed before one began
     * @throws IOException when it ends in the midst of one, or what comes is none
     */
    public boolean read() throws IOException {
        if (!awaitNext()) {
            return false;
        }
        startLine = readLine();
        int length = 0;
        boolean chunked = false;
        last = false;
        headers.clear();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            headers.add(line);
            if (begins(line, "content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            } else if (begins(line, "transfer-encoding:")) {
                chunked = true;
            } else if (begins(line, "connection:")) {
                last = begins(line.substring("connection:".length()).strip(), "close");
            }
        }
        bodyLength = 0;
        if (chunked) {
            readChunks();
        } else {
            readBody(length);
        }
        return true;
    }

    /** The request's or the status line. */
    public String startLine() {
        return startLine;
    }

    /** The connection is not to be used after this message. */
    public boolean isLast() {
        return last;
    }

    /** The value of the first header of this name, in lower or upper case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> begins(line, name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public String body() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    /** Whether these bytes are somewhere in the body; none are in every body. */
    public boolean bodyHolds(byte[] sought) {
        if (sought.length == 0) {
            return true;
        }
        int lastStart = bodyLength - sought.length;
        for (int start = 0; start <= lastStart; start++) {
            if (body[start] == sought[0]
                    && Arrays.equals(body, start, start + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }

    private void readChunks() throws IOException {
        while (true) {
            String size = readLine();
            int semicolon = size.indexOf(';');
            int length = Integer.parseInt(semicolon < 0 ? size : size.substring(0, semicolon), 16);
            if (length == 0) {
                break;
            }
            readBody(length);
            readLine();
        }
        // Nobody here sends trailers.
        readLine();
    }

    /** Adds so many bytes to the body. */
    private void readBody(int length) throws IOException {
        if (body.length < bodyLength + length) {
            body = Arrays.copyOf(body, Math.max(body.length * 2, bodyLength + length));
        }
        int missing = length;
        while (missing > 0) {
            if (next == filled && !fill()) {
                throw cutOff();
            }
            int part = Math.min(missing, filled - next);
            System.arraycopy(buffer, next, body, bodyLength, part);
            next += part;
            bodyLength += part;
            missing -= part;
        }
    }

    private String readLine() throws IOException {
        int end = next;
        while (true) {
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (end < filled) {
                int length = end > next && buffer[end - 1] == '\r' ? end - 1 - next : end - next;
                String line = new String(buffer, next, length, StandardCharsets.ISO_8859_1);
                next = end + 1;
                return line;
            }
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            end -= next;
            filled -= next;
            next = 0;
            if (!append()) {
                throw cutOff();
            }
        }
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = 0;
        return append();
    }

    private boolean append() throws IOException {
        if (filled == buffer.length) {
            throw new IOException("a line of a message is too long");
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    private static EOFException cutOff() {
        return new EOFException("the connection was closed before the message's end");
    }

    private static boolean begins(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }
}
