/** Small clients for what the stack's parts offer over HTTP: tools over MCP and REST, administration, faults. */
@NullMarked
package dc.node.gateway.localstack.client;

import org.jspecify.annotations.NullMarked;
