/** What an agent may do in which project. */
@NullMarked
package dc.node.gateway.grants;

import org.jspecify.annotations.NullMarked;
