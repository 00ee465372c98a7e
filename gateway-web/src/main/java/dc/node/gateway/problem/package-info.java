/** Failures of the administrative API as problem details (RFC 9457), and which failures are the database's. */
@NullMarked
package dc.node.gateway.problem;

import org.jspecify.annotations.NullMarked;
