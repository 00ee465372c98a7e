/** The front door: every request passes one filter that decides who may enter where. */
@NullMarked
package dc.node.gateway.frontdoor;

import org.jspecify.annotations.NullMarked;
