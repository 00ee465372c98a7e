package dc.node.gateway.mcp;

import dc.node.gateway.mcp.jsonrpc.MessageWriter;
import dc.node.gateway.mcp.stream.EventStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** A tool call under way: it can be cancelled, and tells of its progress where the caller gave a token for that. */
final class RunningCall implements CallProgress {

    /** @param progressToken a string or a number, repeated in each notification as it came */
    record Progress(JsonNode progressToken, double progress, double total, String message) {}

    private final Optional<JsonNode> progressToken;
    /** Where the caller can be told, and found to have gone. */
    private final Optional<EventStream> stream;

    private final MessageWriter writer;
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();

    RunningCall(Optional<JsonNode> progressToken, Optional<EventStream> stream, MessageWriter writer) {
        this.progressToken = progressToken;
        this.stream = stream;
        this.writer = writer;
    }

    @Override
    public boolean report(double progress, double total, String message) {
        if (stream.isEmpty()) {
            return true;
        }
        try {
            if (progressToken.isPresent()) {
                Progress params = new Progress(progressToken.get(), progress, total, message);
                stream.get().send(writer.notification("notifications/progress", params));
            } else {
                stream.get().keepAlive();
            }
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
