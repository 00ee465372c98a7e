package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A tool call under way: it can be cancelled, and tells of its progress where the caller gave a token for that. */
final class RunningCall implements CallProgress {

    /** @param progressToken a string or a number, repeated in each notification as it came */
    record Progress(JsonNode progressToken, double progress, double total, String message) {}

    /** @param level as clients write it */
    record Message(String level, String data) {}

    private final Optional<LogLevel> leastLogged;
    private final Optional<JsonNode> progressToken;
    private final Optional<EventStream> stream;
    private final MessageWriter writer;
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();

    RunningCall(
            Optional<LogLevel> leastLogged,
            Optional<JsonNode> progressToken,
            Optional<EventStream> stream,
            MessageWriter writer) {
        this.leastLogged = leastLogged;
        this.progressToken = progressToken;
        this.stream = stream;
        this.writer = writer;
    }

    @Override
    public boolean report(double progress, double total, String message) {
        if (progressToken.isEmpty() || stream.isEmpty()) {
            return true;
        }
        Progress params = new Progress(progressToken.get(), progress, total, message);
        return send(stream.get(), "notifications/progress", params);
    }

    @Override
    public void log(LogLevel level, String message) {
        boolean wanted =
                leastLogged.filter(least -> least.compareTo(level) <= 0).isPresent();
        if (wanted && stream.isPresent()) {
            send(stream.get(), "notifications/message", new Message(level.wireName(), message));
        }
    }

    private boolean send(EventStream events, String method, Object params) {
        try {
            events.send(writer.notification(method, params));
            return true;
        } catch (IOException e) {
            // Closing the connection is how a client says that it no longer waits.
            return false;
        }
    }

    @Override
    public void onCancelled(Runnable stop) {
        stops.add(stop);
    }

    void cancel() {
        stops.forEach(Runnable::run);
    }
}
