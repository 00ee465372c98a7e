/** What agents are told of good cards. */
@NullMarked
package dc.node.gateway.admin.guide;

import org.jspecify.annotations.NullMarked;
