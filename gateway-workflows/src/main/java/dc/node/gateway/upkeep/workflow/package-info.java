/** The workflow that a Temporal Schedule runs to delete what has expired. */
@NullMarked
package dc.node.gateway.upkeep.workflow;

import org.jspecify.annotations.NullMarked;
