/** What the gateway's jar does beside serving, by the first word of its command line. */
@NullMarked
package dc.node.gateway.command;

import org.jspecify.annotations.NullMarked;
