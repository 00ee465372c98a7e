/** The adapter to NODE.DC's Tasker over its internal agent API. */
@NullMarked
package dc.node.gateway.tasker.nodedc;

import org.jspecify.annotations.NullMarked;
