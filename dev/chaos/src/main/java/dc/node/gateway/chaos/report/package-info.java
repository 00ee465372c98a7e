/** What a run tells: a line every few seconds, the report at its end, JSON. */
@NullMarked
package dc.node.gateway.chaos.report;

import org.jspecify.annotations.NullMarked;
