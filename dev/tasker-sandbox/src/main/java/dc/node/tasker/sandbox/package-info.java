/** A stand-in for Tasker: a process that speaks Tasker's internal adapter over a database file, with faults on demand. */
@NullMarked
package dc.node.tasker.sandbox;

import org.jspecify.annotations.NullMarked;
