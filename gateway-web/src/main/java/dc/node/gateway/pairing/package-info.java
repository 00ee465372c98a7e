/** Pairing: a short code, good once and for minutes, that a device exchanges for a token. */
@NullMarked
package dc.node.gateway.pairing;

import org.jspecify.annotations.NullMarked;
