package dc.node.gateway.localstack.client;

import tools.jackson.databind.JsonNode;

/**
 * What a tool answered.
 *
 * @param content the structured result, or an object with the one field {@code error}
 * @param isError whether the tool refused or failed
 */
public record ToolAnswer(JsonNode content, boolean isError) {

    /** A field of the result as text; empty when it is not there. */
    public String text(String field) {
        return content.path(field).asString("");
    }

    public boolean flag(String field) {
        return content.path(field).asBoolean(false);
    }

    /** Code and sentence of the error. */
    public String error() {
        JsonNode error = content.path("error");
        return error.path("code").asString("no code") + ": "
                + error.path("message").asString("no message");
    }
}
