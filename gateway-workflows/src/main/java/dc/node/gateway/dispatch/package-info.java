/** Hands accepted writes to Temporal, each when its turn comes, and tells those who wait how they ended. */
@NullMarked
package dc.node.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
