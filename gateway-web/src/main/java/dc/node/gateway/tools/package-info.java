/** The way of one tool call, the same for MCP and REST: a list of stages, then a read or a write. */
@NullMarked
package dc.node.gateway.tools;

import org.jspecify.annotations.NullMarked;
