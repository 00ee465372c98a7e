/** The local stack: one command that starts Postgres, Temporal, the Tasker sandbox and the gateway on one machine. */
@NullMarked
package dc.node.gateway.localstack;

import org.jspecify.annotations.NullMarked;
