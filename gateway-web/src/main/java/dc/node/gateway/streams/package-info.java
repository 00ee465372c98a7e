/** What the database knows of agents' MCP clients: their sessions, and whose open streams may go on. */
@NullMarked
package dc.node.gateway.streams;

import org.jspecify.annotations.NullMarked;
