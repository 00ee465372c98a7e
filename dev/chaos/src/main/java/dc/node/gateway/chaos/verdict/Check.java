package dc.node.gateway.chaos.verdict;

import java.util.List;

/** One part of the promise, checked. */
interface Check {

    List<Finding> check(Records records);
}
