/** What the gateway costs when there is much of everything. */
@NullMarked
package dc.node.gateway.bench.growth;

import org.jspecify.annotations.NullMarked;
