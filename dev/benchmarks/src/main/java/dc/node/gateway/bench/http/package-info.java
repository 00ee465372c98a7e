/** HTTP/1.1 at both ends of a measured connection, as cheap as may be. */
@NullMarked
package dc.node.gateway.bench.http;

import org.jspecify.annotations.NullMarked;
