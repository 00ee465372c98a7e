package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.stream.EventStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * A tool call under way: it can be cancelled, tells of its progress where the caller gave a token for that, and sends the messages
 * that the caller asked for.
 */
final class RunningCall implements CallProgress {

    /** @param progressToken a string or a number, repeated in each notification as it came */
    record Progress(JsonNode progressToken, double progress, double total, String message) {}

    /** @param level as clients write it */
    record Message(String level, String data) {}

    private interface Sending {
        void to(EventStream events) throws IOException;
    }

    private final Optional<LogLevel> leastLogged;
    private final Optional<JsonNode> progressToken;
    /** Where the caller can be told, and found to have gone. */
    private final Optional<EventStream> stream;

    private final boolean comments;
    private final Optional<Patience> patience;
    private final MessageWriter writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> stops = new ArrayList<>();
    private boolean cancelled;

    /**
     * @param stream empty where the caller takes no events
     * @param comments whether a caller without a progress token is sent comments, so that its hanging up shows
     * @param patience of a call that shares it with others; when it is over, the call counts as cancelled
     */
    RunningCall(
            Optional<LogLevel> leastLogged,
            Optional<JsonNode> progressToken,
            Optional<EventStream> stream,
            boolean comments,
            Optional<Patience> patience,
            MessageWriter writer) {
        this.leastLogged = leastLogged;
        this.progressToken = progressToken;
        this.stream = stream;
        this.comments = comments;
        this.patience = patience;
        this.writer = writer;
    }

    @Override
    public boolean report(double progress, double total, String message) {
        if (stream.isEmpty()) {
            return !isPatienceOver();
        }
        if (progressToken.isPresent()) {
            Progress params = new Progress(progressToken.get(), progress, total, message);
            return send(events -> events.send(writer.notification("notifications/progress", params)));
        }
        return !comments || send(EventStream::keepAlive);
    }

    @Override
    public void log(LogLevel level, String message) {
        if (stream.isPresent()
                && leastLogged.filter(least -> least.compareTo(level) <= 0).isPresent()) {
            Message params = new Message(level.wireName(), message);
            send(events -> events.send(writer.notification("notifications/message", params)));
        }
    }

    private boolean send(Sending sending) {
        try {
            sending.to(stream.orElseThrow());
            return true;
        } catch (IOException e) {
            // Closing the connection is how a client says that it no longer waits.
            return false;
        }
    }

    @Override
    public void onCancelled(Runnable stop) {
        if (isPatienceOver() || !added(stop)) {
            stop.run();
        }
    }

    private boolean isPatienceOver() {
        return patience.filter(Patience::isOver).isPresent();
    }

    private boolean added(Runnable stop) {
        lock.lock();
        try {
            return !cancelled && stops.add(stop);
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        cancelled().forEach(Runnable::run);
    }

    /** What is to be done now; whatever is added later is done at once. */
    private List<Runnable> cancelled() {
        lock.lock();
        try {
            cancelled = true;
            List<Runnable> all = List.copyOf(stops);
            stops.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
