/**
 * Streams of server-sent events that stay open for what the server says by itself: who has one, who may keep it, and what is
 * told on it. It knows nothing of JSON-RPC.
 */
@NullMarked
package dc.node.gateway.mcp.stream;

import org.jspecify.annotations.NullMarked;
