/** Faults that a test asks for, and how they replace or delay an answer. */
@NullMarked
package dc.node.tasker.sandbox.faults;

import org.jspecify.annotations.NullMarked;
