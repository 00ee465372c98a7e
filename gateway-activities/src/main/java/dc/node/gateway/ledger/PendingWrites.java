package dc.node.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * The writes of all agents that have not ended.
 *
 * @param accepted how many Temporal does not have yet
 * @param dispatched how many it has
 * @param oldestAcceptedAt when the oldest of them was accepted; empty when there is none
 */
public record PendingWrites(long accepted, long dispatched, Optional<Instant> oldestAcceptedAt) {}
