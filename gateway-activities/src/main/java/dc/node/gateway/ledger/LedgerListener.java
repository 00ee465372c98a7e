package dc.node.gateway.ledger;

import java.util.List;
import java.util.UUID;

/** Hears, after commit and in the same process, what the end of a write means for others. */
public interface LedgerListener {

    /** This write has ended; whoever waits for it can have the result. */
    void onEnded(LedgerEntry entry);

    /** These writes waited for the one that ended and may go now. */
    void onTurnsCome(List<UUID> operationIds);
}
