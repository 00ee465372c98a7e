package dc.node.gateway.tools.catalogue;

import com.networknt.schema.Error;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says in the agent's words what the schema validator found. */
final class ProblemSentences {

    private ProblemSentences() {}

    static ArgumentProblem of(Error error, ToolDefinition tool) {
        String place = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "required" ->
                new ArgumentProblem(
                        child(place, error),
                        "Give " + error.getProperty() + "; it is required" + where(place, tool) + ".");
            case "additionalProperties" -> new ArgumentProblem(child(place, error), notAllowed(place, tool));
            default -> new ArgumentProblem(place, sentence(error));
        };
    }

    private static String child(String place, Error error) {
        return place + "/" + error.getProperty().replace("~", "~0").replace("/", "~1");
    }

    private static String where(String place, ToolDefinition tool) {
        return place.isEmpty() ? " by " + tool.name() : " here";
    }

    private static String notAllowed(String place, ToolDefinition tool) {
        if (!place.isEmpty()) {
            return "This property is not allowed here; leave it out.";
        }
        String allowed = String.join(", ", tool.inputSchema().path("properties").propertyNames());
        return allowed.isEmpty()
                ? tool.name() + " takes no arguments; leave this out."
                : tool.name() + " takes no such argument; it takes " + allowed + ".";
    }

    private static String sentence(Error error) {
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "type" ->
                error.getInstanceNode().isNull()
                        ? "This cannot be null; leave it out or give " + typed(rule) + "."
                        : "This must be " + typed(rule) + ".";
            case "enum" ->
                "This must be one of "
                        + rule.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")) + ".";
            case "format" -> "This must be " + formatted(rule.asString()) + ".";
            case "minLength" -> "This must not be empty.";
            case "maxLength" -> "This is too long; the most allowed is " + rule.asString() + " characters.";
            case "minItems" -> "This list must not be empty.";
            case "maxItems" -> "This list is too long; the most allowed is " + rule.asString() + " entries.";
            case "minimum" -> "This must be at least " + rule.asString() + ".";
            case "maximum" -> "This must be at most " + rule.asString() + ".";
            default -> "This is not valid: " + error.getMessage() + ".";
        };
    }

    private static String typed(JsonNode type) {
        return switch (type.asString()) {
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "an object";
            case "integer" -> "a whole number";
            default -> "a " + type.asString();
        };
    }

    private static String formatted(String format) {
        return switch (format) {
            case "uuid" -> "a UUID, such as 0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1e55";
            case "date" -> "a date of the calendar in ISO 8601, such as 2026-03-31";
            case "date-time" -> "a time with its offset, such as 2026-03-31T09:30:00Z";
            default -> "of the format " + format;
        };
    }
}
