/** The workspace a fresh sandbox starts with. */
@NullMarked
package dc.node.tasker.sandbox.seed;

import org.jspecify.annotations.NullMarked;
