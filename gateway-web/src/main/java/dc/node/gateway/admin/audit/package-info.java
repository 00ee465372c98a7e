/** The trail, read page by page and exported. */
@NullMarked
package dc.node.gateway.admin.audit;

import org.jspecify.annotations.NullMarked;
