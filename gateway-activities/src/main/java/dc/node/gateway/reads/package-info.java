/** The tools that read: one class each, run in process. */
@NullMarked
package dc.node.gateway.reads;

import org.jspecify.annotations.NullMarked;
