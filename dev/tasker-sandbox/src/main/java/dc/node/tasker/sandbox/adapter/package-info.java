/** Tasker's internal adapter: the thirteen calls the gateway makes, with Tasker's validation. */
@NullMarked
package dc.node.tasker.sandbox.adapter;

import org.jspecify.annotations.NullMarked;
