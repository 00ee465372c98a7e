/** Work sessions, as administrators see and close them. */
@NullMarked
package dc.node.gateway.admin.session;

import org.jspecify.annotations.NullMarked;
