package dc.node.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A write that Temporal was given a while ago and that has not ended.
 *
 * @param workflowReplaced the workflow it was given to has been replaced by another of the same session since
 * @param dispatchedAt when it was given to Temporal
 * @param attemptStartedAt when its latest attempt began, by Temporal's clock; empty when there was none
 * @param attempts how many have begun
 */
public record UnendedWrite(
        DispatchOrder order,
        DispatchedTo dispatchedTo,
        boolean workflowReplaced,
        Instant dispatchedAt,
        Optional<Instant> attemptStartedAt,
        int attempts) {}
