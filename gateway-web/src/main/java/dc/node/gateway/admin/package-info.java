/**
 * The administrative REST API, by what it is about; here is what all of it shares. Every act of it leaves an audit event.
 */
@NullMarked
package dc.node.gateway.admin;

import org.jspecify.annotations.NullMarked;
