/** What the application is put together from: clock, Temporal's clients and workers, the process's role. */
@NullMarked
package dc.node.gateway.config;

import org.jspecify.annotations.NullMarked;
