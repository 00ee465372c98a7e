/** Hashes, as they are stored and compared. */
@NullMarked
package dc.node.gateway.digest;

import org.jspecify.annotations.NullMarked;
