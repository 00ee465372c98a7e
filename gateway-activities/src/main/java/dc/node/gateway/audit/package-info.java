/** The trail every call, effect and administrative act leaves. */
@NullMarked
package dc.node.gateway.audit;

import org.jspecify.annotations.NullMarked;
