/** How a call can fail, in the words agents see. */
@NullMarked
package dc.node.gateway.outcome;

import org.jspecify.annotations.NullMarked;
