/** Proves under faults that an acknowledged write has exactly one effect in Tasker: the command and the order of events. */
@NullMarked
package dc.node.gateway.chaos;

import org.jspecify.annotations.NullMarked;
