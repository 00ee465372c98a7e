package dc.node.gateway.mcp.model;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.node.ObjectNode;

/**
 * A tool as clients see it.
 *
 * @param inputSchema JSON Schema 2020-12 with {@code "type": "object"} at its root
 * @param outputSchema JSON Schema 2020-12 of the structured content
 */
public record ToolDescription(
        String name,
        String title,
        String description,
        ObjectNode inputSchema,
        ObjectNode outputSchema,
        Annotations annotations) {

    public ToolDescription {
        requireNonNull(name, "name is null");
        requireNonNull(title, "title is null");
        requireNonNull(description, "description is null");
        requireNonNull(inputSchema, "inputSchema is null");
        requireNonNull(outputSchema, "outputSchema is null");
        requireNonNull(annotations, "annotations is null");
    }

    /**
     * Hints about behaviour, on which a client may rely only if it trusts the server.
     *
     * @param readOnlyHint the tool changes nothing
     * @param destructiveHint it may overwrite or remove, not only add
     * @param idempotentHint a repeated call with the same arguments has no further effect
     * @param openWorldHint it reaches beyond a closed set of things
     */
    public record Annotations(
            boolean readOnlyHint, boolean destructiveHint, boolean idempotentHint, boolean openWorldHint) {}
}
