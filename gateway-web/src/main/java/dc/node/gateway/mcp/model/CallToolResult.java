package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/**
 * The answer to {@code tools/call}.
 *
 * @param structuredContent a JSON object, already written
 */
public record CallToolResult(
        List<Text> content, @JsonRawValue String structuredContent, boolean isError) {

    public CallToolResult {
        content = List.copyOf(content);
        requireNonNull(structuredContent, "structuredContent is null");
    }

    /** The same JSON twice: structured, and as text for clients that read only that. */
    public static CallToolResult of(String json, boolean isError) {
        return new CallToolResult(List.of(new Text("text", json)), json, isError);
    }

    /** A block of text. */
    public record Text(String type, String text) {
        public Text {
            requireNonNull(type, "type is null");
            requireNonNull(text, "text is null");
        }
    }
}
