/** The tools that write: one class each, run as Temporal activities, each attempt guarded by the ledger. */
@NullMarked
package dc.node.gateway.writes;

import org.jspecify.annotations.NullMarked;
