/** Callers that send one request after the other, as cheaply as may be, and take the time. */
@NullMarked
package dc.node.gateway.bench.load;

import org.jspecify.annotations.NullMarked;
