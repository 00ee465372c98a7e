/** The small HTTP layer under both ports: requests, answers, routes and refusals. */
@NullMarked
package dc.node.tasker.sandbox.http;

import org.jspecify.annotations.NullMarked;
