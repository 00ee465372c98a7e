/** The write ledger: what was accepted, in which order it may go, and what became of it. */
@NullMarked
package dc.node.gateway.ledger;

import org.jspecify.annotations.NullMarked;
