/** Failures of the administrative API as problem details (RFC 9457). */
@NullMarked
package dc.node.gateway.problem;

import org.jspecify.annotations.NullMarked;
