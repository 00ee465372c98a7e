/** The guides to a good card that administrators set in place of the shipped one. */
@NullMarked
package dc.node.gateway.guides;

import org.jspecify.annotations.NullMarked;
