/** How fast the gateway is, as ratios of one run: {@code ./run bench}. */
@NullMarked
package dc.node.gateway.bench;

import org.jspecify.annotations.NullMarked;
