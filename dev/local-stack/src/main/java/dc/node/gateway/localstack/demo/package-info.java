/** The played reporting session: what an agent does, what happens when Tasker goes away, and proof that it held. */
@NullMarked
package dc.node.gateway.localstack.demo;

import org.jspecify.annotations.NullMarked;
