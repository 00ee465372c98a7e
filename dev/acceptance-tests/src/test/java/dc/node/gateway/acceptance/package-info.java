/** The gateway as a whole, on real parts, tried through the doors its users have. */
@NullMarked
package dc.node.gateway.acceptance;

import org.jspecify.annotations.NullMarked;
