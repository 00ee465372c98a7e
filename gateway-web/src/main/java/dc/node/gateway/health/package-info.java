/** Whether the gateway and what it depends on are there, and what it can do. */
@NullMarked
package dc.node.gateway.health;

import org.jspecify.annotations.NullMarked;
