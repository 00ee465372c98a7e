/** What Tasker last said of projects and issues, kept so that a write can be accepted while Tasker is away. */
@NullMarked
package dc.node.gateway.targets;

import org.jspecify.annotations.NullMarked;
