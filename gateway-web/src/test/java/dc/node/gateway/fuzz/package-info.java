/** Requests that nobody would send on purpose, or only a villain. */
@NullMarked
package dc.node.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
