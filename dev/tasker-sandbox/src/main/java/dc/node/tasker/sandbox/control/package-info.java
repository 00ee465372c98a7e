/** The control port: faults, requests seen, effects made, reset. */
@NullMarked
package dc.node.tasker.sandbox.control;

import org.jspecify.annotations.NullMarked;
