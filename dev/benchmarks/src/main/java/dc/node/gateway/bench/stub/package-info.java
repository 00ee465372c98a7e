/** An upstream in memory, a process of its own: Tasker for the gateway, an MCP server for proxies. */
@NullMarked
package dc.node.gateway.bench.stub;

import org.jspecify.annotations.NullMarked;
