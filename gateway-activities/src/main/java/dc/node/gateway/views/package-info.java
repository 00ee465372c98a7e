/** Tasker's objects as agents see them. */
@NullMarked
package dc.node.gateway.views;

import org.jspecify.annotations.NullMarked;
