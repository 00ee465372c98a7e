/** The fifteen tools as agents see them: definitions, read from resources, and the check of a call's arguments. */
@NullMarked
package dc.node.gateway.tools.catalogue;

import org.jspecify.annotations.NullMarked;
