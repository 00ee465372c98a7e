/** JSON-RPC 2.0: bytes to messages and back, with limits; it knows nothing of MCP. */
@NullMarked
package dc.node.gateway.mcp.jsonrpc;

import org.jspecify.annotations.NullMarked;
