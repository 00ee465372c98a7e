/** Agents and what belongs to them: owners, grants, tokens, pairing codes and the subjects they are bound to. */
@NullMarked
package dc.node.gateway.admin.agent;

import org.jspecify.annotations.NullMarked;
