package dc.node.gateway.outcome;

import static java.util.Objects.requireNonNull;

import dc.node.gateway.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failed call, as the agent sees it.
 *
 * @param message a sentence that tells the agent what to do next
 * @param details what a program may want beside it, such as the field or the time to come back
 */
public record ToolError(ErrorCode code, String message, Optional<ObjectNode> details) {

    private static final String RETRY_AFTER = "retry_after_seconds";

    public ToolError {
        requireNonNull(code, "code is null");
        requireNonNull(message, "message is null");
        requireNonNull(details, "details is null");
    }

    public static ToolError of(ErrorCode code, String message) {
        return new ToolError(code, message, Optional.empty());
    }

    /** An argument that breaks a rule of the tool. */
    public static ToolError validation(String field, String message) {
        return of(ErrorCode.VALIDATION_FAILED, message).with("field", field);
    }

    /**
     * The one answer for what does not exist and for what is not granted: word for word the same, and without an id the
     * caller did not send, so that nobody can tell the two apart.
     */
    public static ToolError notFound() {
        return of(
                ErrorCode.NOT_FOUND,
                "There is no such project or issue among those granted to you. Find it with tasker_list_projects or"
                        + " tasker_search_issues.");
    }

    /** This error with one more detail. */
    public ToolError with(String name, String value) {
        return new ToolError(code, message, Optional.of(copyOfDetails().put(name, value)));
    }

    /** This error with one more detail. */
    public ToolError with(String name, long value) {
        return new ToolError(code, message, Optional.of(copyOfDetails().put(name, value)));
    }

    /** This error with the time after which the same call may succeed, in whole seconds, rounded up. */
    public ToolError retryAfter(Duration time) {
        long seconds = time.plusSeconds(1).minusNanos(1).toSeconds();
        return with(RETRY_AFTER, seconds);
    }

    /** The seconds after which the same call may succeed, where this error says so. */
    public OptionalLong retryAfterSeconds() {
        JsonNode seconds = details.map(node -> node.path(RETRY_AFTER)).orElseGet(MissingNode::getInstance);
        return seconds.isNumber() ? OptionalLong.of(seconds.asLong()) : OptionalLong.empty();
    }

    private ObjectNode copyOfDetails() {
        return details.map(ObjectNode::deepCopy).orElseGet(Json.MAPPER::createObjectNode);
    }

    /** {@code {"error": {"code", "message", "retryable", "details"?}}}, the body of MCP and REST alike. */
    public ObjectNode toJson() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode error = body.putObject("error");
        error.put("code", code.wireName());
        error.put("message", message);
        error.put("retryable", code.retryable());
        details.ifPresent(node -> error.set("details", node));
        return body;
    }
}
