/** The stack that is tormented: two gateways over one Postgres, one Temporal and one Tasker sandbox. */
@NullMarked
package dc.node.gateway.chaos.stack;

import org.jspecify.annotations.NullMarked;
