/** What keeps tables from growing for ever. */
@NullMarked
package dc.node.gateway.upkeep;

import org.jspecify.annotations.NullMarked;
