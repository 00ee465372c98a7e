/** Identity providers: what is registered of them, and their public keys, fetched from addresses that may be fetched. */
@NullMarked
package dc.node.gateway.identity.provider;

import org.jspecify.annotations.NullMarked;
