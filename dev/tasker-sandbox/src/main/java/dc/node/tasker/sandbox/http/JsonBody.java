package dc.node.tasker.sandbox.http;

import dc.node.tasker.sandbox.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** A request's body as a JSON object. */
public final class JsonBody {

    private JsonBody() {}

    /** Reads the body; refuses with 400 what is not one JSON object. */
    public static ObjectNode of(Request request) {
        try {
            if (Json.tree(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw Refusal.of(400, "invalid_json", "The body is not valid JSON: " + e.getOriginalMessage());
        }
        throw Refusal.of(400, "invalid_json", "The body must be a JSON object.");
    }
}
