/** Everything the sandbox remembers, in one SQLite file. */
@NullMarked
package dc.node.tasker.sandbox.store;

import org.jspecify.annotations.NullMarked;
