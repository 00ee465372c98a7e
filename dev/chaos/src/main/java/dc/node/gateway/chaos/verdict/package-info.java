/** Compares what agents were told, what the ledger says and what Tasker has: a pure function that must be able to fail. */
@NullMarked
package dc.node.gateway.chaos.verdict;

import org.jspecify.annotations.NullMarked;
