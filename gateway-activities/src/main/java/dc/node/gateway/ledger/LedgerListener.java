package dc.node.gateway.ledger;

import java.time.Duration;
import java.util.List;

/** Hears, after commit and in the same process, what the end of a write means for others. */
public interface LedgerListener {

    /**
     * This write has ended; whoever waits for it can have the result.
     *
     * @param age how long after its acceptance
     */
    default void onEnded(LedgerEntry entry, Duration age) {}

    /** These writes waited for the one that ended and may go now. */
    default void onTurnsCome(List<DispatchOrder> orders) {}
}
