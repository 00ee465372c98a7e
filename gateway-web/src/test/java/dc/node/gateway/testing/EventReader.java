package dc.node.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dc.node.gateway.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A client of server-sent events on a plain socket: what it reads is there for the test line by line. Its thread ends with the
 * stream.
 */
public final class EventReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String END = "end of the stream";

    private final Socket socket;
    private final List<String> head = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private EventReader(Socket socket) {
        this.socket = socket;
    }

    /** Sends the request and returns once the head of the answer is there. The body is sent as JSON if it is not empty. */
    public static EventReader open(URI uri, String method, Map<String, String> headers, String body) {
        try {
            Socket socket = new Socket(uri.getHost(), uri.getPort());
            StringBuilder request = new StringBuilder()
                    .append("%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
                            .formatted(method, uri.getRawPath(), uri.getHost()));
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            if (!body.isEmpty()) {
                request.append("Content-Type: application/json\r\nContent-Length: %d\r\n"
                        .formatted(body.getBytes(UTF_8).length));
            }
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(UTF_8));
            EventReader reader = new EventReader(socket);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                reader.head.add(line);
            }
            Thread.ofVirtual().start(() -> reader.read(in));
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int status() {
        return Integer.parseInt(head.getFirst().substring("HTTP/1.1 ".length()).strip());
    }

    /** Empty when the header is absent. */
    public String header(String name) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The next line of that kind, such as {@code data:}, with what follows it; lines of other kinds before it are passed over. */
    public String next(String kind) {
        return poll(kind, PATIENCE).orElseThrow(() -> new AssertionError("no line that begins with " + kind));
    }

    /** The next message. */
    public JsonNode nextMessage() {
        return Json.MAPPER.readTree(next("data: {").replaceFirst("^data: ", ""));
    }

    /** Whether no message comes for that long. */
    public boolean isSilentFor(Duration time) {
        return poll("data: {", time).isEmpty();
    }

    /** Waits until the server has ended the stream in the orderly way of HTTP. */
    public void awaitEnd() {
        next(END);
    }

    private Optional<String> poll(String kind, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                String line = lines.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    return Optional.empty();
                }
                if (line.startsWith(kind)) {
                    return Optional.of(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The sizes of chunks come as lines, too, which no test asks for; a chunk of no size is the end. */
    private void read(BufferedReader in) {
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line.equals("0") ? END : line);
            }
        } catch (IOException closed) {
            lines.add("closed: " + closed.getMessage());
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
