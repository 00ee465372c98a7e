/** The one JSON mapper of the gateway's own documents. */
@NullMarked
package dc.node.gateway.json;

import org.jspecify.annotations.NullMarked;
