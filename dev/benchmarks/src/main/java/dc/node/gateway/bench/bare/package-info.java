/** What the gateway's writes are measured against: Standalone Activities that call Tasker, with no gateway in front. */
@NullMarked
package dc.node.gateway.bench.bare;

import org.jspecify.annotations.NullMarked;
