/** The Model Context Protocol on one HTTP endpoint, for both eras of the protocol; it knows tools only through {@link dc.node.gateway.mcp.ToolProvider}. */
@NullMarked
package dc.node.gateway.mcp;

import org.jspecify.annotations.NullMarked;
