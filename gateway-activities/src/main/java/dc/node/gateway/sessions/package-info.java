/** Work sessions as rows: which are open, and which write belongs to which. */
@NullMarked
package dc.node.gateway.sessions;

import org.jspecify.annotations.NullMarked;
