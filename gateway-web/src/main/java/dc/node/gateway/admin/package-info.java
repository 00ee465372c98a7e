/** The administrative REST API: agents, grants, tokens, owners and the trail. Every act of it leaves an audit event. */
@NullMarked
package dc.node.gateway.admin;

import org.jspecify.annotations.NullMarked;
