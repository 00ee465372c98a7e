/** Meters that a Prometheus can scrape: what became of writes, what waits, and whether what it waits for is there. */
@NullMarked
package dc.node.gateway.metrics;

import org.jspecify.annotations.NullMarked;
