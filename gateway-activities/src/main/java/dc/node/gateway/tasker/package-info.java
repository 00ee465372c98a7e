/** The Tasker port: what the gateway asks of an issue tracker, and the adapters that answer it. */
@NullMarked
package dc.node.gateway.tasker;

import org.jspecify.annotations.NullMarked;
