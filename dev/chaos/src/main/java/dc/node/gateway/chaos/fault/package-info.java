/** What is done to the stack, and when: faults, the seeded schedule, and who carries it out. */
@NullMarked
package dc.node.gateway.chaos.fault;

import org.jspecify.annotations.NullMarked;
