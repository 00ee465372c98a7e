package dc.node.tasker.sandbox.http;

import dc.node.tasker.sandbox.http.Answer.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a call with an error body; thrown inside a transaction it also takes back what the call did. */
public final class Refusal extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> details;

    private Refusal(int status, String code, String message, Map<String, String> details) {
        // No stack trace: a refusal is an ordinary answer, not a defect.
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    /** A refusal that concerns no single field. */
    public static Refusal of(int status, String code, String message) {
        return new Refusal(status, code, message, Map.of());
    }

    /** A refusal because of one field, named in the error body. */
    public static Refusal ofField(int status, String code, String field, String message) {
        return new Refusal(status, code, message, Map.of("field", field));
    }

    /** 409: the external id is taken by the object with the given id. */
    public static Refusal duplicateExternalId(String existingId) {
        return new Refusal(
                409,
                "duplicate_external_id",
                "An object with this external_source and external_id exists.",
                Map.of("id", existingId));
    }

    /** 404: nothing has this id. */
    public static Refusal notFound(String what) {
        return of(404, "not_found", "No such " + what + ".");
    }

    /** The response: {@code {"error": {"code", "message", ...details}}}. */
    public Reply reply() {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", String.valueOf(getMessage()));
        error.putAll(details);
        return Reply.json(status, Map.of("error", error));
    }
}
