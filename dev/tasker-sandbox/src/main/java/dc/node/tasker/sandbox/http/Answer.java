package dc.node.tasker.sandbox.http;

import dc.node.tasker.sandbox.json.Json;
import java.util.Map;

/** What happens to the connection once a request has been handled. */
public sealed interface Answer {

    /** A response with a body that is already text. */
    record Reply(int status, Map<String, String> headers, String contentType, String body) implements Answer {

        /** A JSON response of any value {@link Json} can write. */
        public static Reply json(int status, Object value) {
            return new Reply(status, Map.of(), "application/json", Json.write(value));
        }
    }

    /** The connection is closed without a response. */
    record HangUp() implements Answer {}
}
