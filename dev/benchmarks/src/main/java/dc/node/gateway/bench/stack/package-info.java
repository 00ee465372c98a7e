/** The processes of one run. */
@NullMarked
package dc.node.gateway.bench.stack;

import org.jspecify.annotations.NullMarked;
