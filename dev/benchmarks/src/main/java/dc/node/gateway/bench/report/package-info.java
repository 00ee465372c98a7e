/** What the figures say: JSON, tables, plots, and whether they keep within the limits. */
@NullMarked
package dc.node.gateway.bench.report;

import org.jspecify.annotations.NullMarked;
