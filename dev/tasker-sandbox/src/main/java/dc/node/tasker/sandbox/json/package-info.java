/** How the sandbox reads and writes JSON. */
@NullMarked
package dc.node.tasker.sandbox.json;

import org.jspecify.annotations.NullMarked;
