/** By what names an operator finds the gateway's work in Temporal. */
@NullMarked
package dc.node.gateway.dispatch.visibility;

import org.jspecify.annotations.NullMarked;
