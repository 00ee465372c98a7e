package dc.node.gateway.tools.catalogue;

import dc.node.gateway.grants.Scope;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool of the contract. The schemas are shared by all callers: read them, never change them.
 *
 * @param title for people
 * @param description for models: what the tool does, when to use it, what comes back
 * @param scopes all of them are needed
 * @param write whether a call goes through the write ledger
 * @param inputSchema JSON Schema 2020-12 of the arguments, an object
 * @param outputSchema JSON Schema 2020-12 of the result; also holds for {@code {"error": {...}}}
 */
public record ToolDefinition(
        String name,
        String title,
        String description,
        Set<Scope> scopes,
        boolean write,
        ToolAnnotations annotations,
        ObjectNode inputSchema,
        ObjectNode outputSchema) {

    public ToolDefinition {
        scopes = scopes.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(scopes));
    }
}
