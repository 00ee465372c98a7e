/** Structured blocks: the text and checker blocks an issue keeps in its {@code detail_layout}, read and changed as pure functions. */
@NullMarked
package dc.node.gateway.blocks;

import org.jspecify.annotations.NullMarked;
