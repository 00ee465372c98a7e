/** Who the caller is: agents, their owners, their tokens, and how a token becomes an authenticated agent. */
@NullMarked
package dc.node.gateway.identity;

import org.jspecify.annotations.NullMarked;
