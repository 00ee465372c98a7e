package dc.node.gateway.mcp.jsonrpc;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What the body of one HTTP request turned out to be. */
public sealed interface ReceivedBody {

    /** One message. */
    record Single(JsonRpcMessage message) implements ReceivedBody {
        public Single {
            requireNonNull(message, "message is null");
        }
    }

    /** A JSON array of messages, possibly empty. */
    record Batch(List<JsonRpcMessage> messages) implements ReceivedBody {
        public Batch {
            messages = List.copyOf(messages);
        }
    }

    /** Not JSON, or JSON beyond the limits. */
    record Unreadable(JsonRpcError error) implements ReceivedBody {
        public Unreadable {
            requireNonNull(error, "error is null");
        }
    }
}
