/** The results of MCP methods as records whose JSON form is what goes over the wire. */
@NullMarked
package dc.node.gateway.mcp.model;

import org.jspecify.annotations.NullMarked;
