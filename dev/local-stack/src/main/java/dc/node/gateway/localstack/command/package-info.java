/** The command line behind {@code ./run}. */
@NullMarked
package dc.node.gateway.localstack.command;

import org.jspecify.annotations.NullMarked;
