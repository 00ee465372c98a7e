/** What tests share: a real database, and a whole gateway that listens on a free port. */
@NullMarked
package dc.node.gateway.testing;

import org.jspecify.annotations.NullMarked;
