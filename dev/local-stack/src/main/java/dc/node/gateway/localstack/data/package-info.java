/** What the local stack keeps in its data folder: ports, secrets, the processes it started, and {@code run.json}. */
@NullMarked
package dc.node.gateway.localstack.data;

import org.jspecify.annotations.NullMarked;
