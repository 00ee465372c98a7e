/** Rich text from agents: cleaned to an allow-list before it leaves the gateway, and shortened to plain text for excerpts. */
@NullMarked
package dc.node.gateway.html;

import org.jspecify.annotations.NullMarked;
