/** What is measured, and in which order. */
@NullMarked
package dc.node.gateway.bench.measure;

import org.jspecify.annotations.NullMarked;
