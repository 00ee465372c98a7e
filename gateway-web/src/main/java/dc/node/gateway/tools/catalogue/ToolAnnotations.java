package dc.node.gateway.tools.catalogue;

/**
 * What a client may assume of a tool before it asks its user, in MCP's words.
 *
 * @param readOnlyHint the tool changes nothing
 * @param destructiveHint the tool can overwrite what somebody wrote; false means it only adds, or changes a state that
 *     can be changed back
 * @param idempotentHint the same arguments twice, even without an idempotency key, have no further effect
 * @param openWorldHint the tool reaches outside Tasker
 */
public record ToolAnnotations(
        boolean readOnlyHint, boolean destructiveHint, boolean idempotentHint, boolean openWorldHint) {}
