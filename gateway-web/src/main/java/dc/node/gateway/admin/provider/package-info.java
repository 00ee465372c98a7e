/** Identity providers, registered and changed. */
@NullMarked
package dc.node.gateway.admin.provider;

import org.jspecify.annotations.NullMarked;
