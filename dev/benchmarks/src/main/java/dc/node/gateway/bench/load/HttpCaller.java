package dc.node.gateway.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests over a connection of its own and wants status 200 or 201 and certain words in the answer. */
public final class HttpCaller implements Caller {

    private static final int SHOWN = 300;

    private final HttpConnection connection;
    private final List<Request> requests;
    private final Supplier<String> keys;
    private final byte[] expected;
    private int turn;

    /**
     * A caller that takes the requests in turn.
     *
     * @param port of a server on this machine
     * @param keys gives the key of each call; not asked when the requests have none
     * @param expected what the body of a good answer holds
     */
    public HttpCaller(int port, List<Request> requests, Supplier<String> keys, String expected) {
        this.connection = new HttpConnection(port);
        this.requests = List.copyOf(requests);
        this.keys = keys;
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void call() throws IOException, CallFailedException {
        Request request = requests.get(turn);
        turn = (turn + 1) % requests.size();
        int status = connection.exchange(request.under(keys.get()));
        if (status / 100 != 2 || !connection.answer().bodyHolds(expected)) {
            String body = connection.answer().body();
            throw new CallFailedException("HTTP %d: %s"
                    .formatted(status, body.substring(0, Math.min(SHOWN, body.length()))));
        }
    }

    /** The body of the last answer. */
    public String lastBody() {
        return connection.answer().body();
    }

    /** A header of the last answer. */
    public Optional<String> lastHeader(String name) {
        return connection.answer().header(name);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
