package dc.node.tasker.sandbox.control;

import dc.node.tasker.sandbox.http.Handler;
import dc.node.tasker.sandbox.http.Request;
import dc.node.tasker.sandbox.store.Timestamps;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The newest 10,000 requests to the adapter, in the order they came; kept in memory only, without credentials. */
public final class RequestLog {

    private static final int CAPACITY = 10_000;

    private final Clock clock;
    private final Deque<SeenRequest> requests = new ArrayDeque<>();
    private long lastSeq;

    /** Creates an empty log. */
    public RequestLog(Clock clock) {
        this.clock = clock;
    }

    /** A request that was seen; header names are in lower case. */
    public record SeenRequest(
            long seq, String at, String method, String path, Map<String, String> query, Map<String, String> headers) {}

    /** A handler that notes each request before the given one handles it. */
    public Handler noting(Handler handler) {
        return request -> {
            note(request);
            return handler.handle(request);
        };
    }

    /** The requests after a sequence number, oldest first. */
    public synchronized List<SeenRequest> list(long after) {
        return requests.stream().filter(request -> request.seq() > after).toList();
    }

    /** Forgets all requests and counts from 1 again. */
    public synchronized void clear() {
        requests.clear();
        lastSeq = 0;
    }

    private synchronized void note(Request request) {
        Map<String, String> headers = new TreeMap<>(request.headers());
        headers.remove("authorization");
        if (requests.size() == CAPACITY) {
            requests.removeFirst();
        }
        lastSeq++;
        requests.addLast(new SeenRequest(
                lastSeq, Timestamps.text(clock.instant()), request.method(), request.path(), request.query(), headers));
    }
}
