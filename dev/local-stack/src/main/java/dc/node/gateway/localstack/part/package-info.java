/** The four parts of the stack, each a process of its own that can be started, stopped and killed alone. */
@NullMarked
package dc.node.gateway.localstack.part;

import org.jspecify.annotations.NullMarked;
