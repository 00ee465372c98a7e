/** The agents: what they write, how they call, and the journal of what they were told. */
@NullMarked
package dc.node.gateway.chaos.load;

import org.jspecify.annotations.NullMarked;
