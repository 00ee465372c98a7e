/** The workflow that follows a work session from its start to its end. */
@NullMarked
package dc.node.gateway.sessions.workflow;

import org.jspecify.annotations.NullMarked;
