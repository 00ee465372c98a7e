/** Other products on the same work: MCP servers that stand in front of the same upstream. */
@NullMarked
package dc.node.gateway.bench.peer;

import org.jspecify.annotations.NullMarked;
