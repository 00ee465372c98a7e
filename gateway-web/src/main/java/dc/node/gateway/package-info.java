/** Tasker Gateway: agents speak MCP or REST to it, it alone speaks to Tasker. */
@NullMarked
package dc.node.gateway;

import org.jspecify.annotations.NullMarked;
