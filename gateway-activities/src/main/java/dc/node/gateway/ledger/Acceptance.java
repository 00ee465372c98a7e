package dc.node.gateway.ledger;

import dc.node.gateway.outcome.ToolError;
import java.util.Optional;

/** What became of the request to accept a write. */
public sealed interface Acceptance {

    /**
     * A new promise. From here on the write happens, whoever asks for it or not.
     *
     * @param order what Temporal is to be told of it now; empty when there is nothing to tell: an earlier write has to end first, or
     *     this one has ended by being accepted
     */
    record Accepted(LedgerEntry entry, Optional<DispatchOrder> order) implements Acceptance {}

    /**
     * The write was accepted before.
     *
     * @param deduplicated found without a key, by its equal arguments a moment ago
     */
    record Known(LedgerEntry entry, boolean deduplicated) implements Acceptance {}

    /** Nothing was accepted and nothing was written. */
    record Refused(ToolError error) implements Acceptance {}
}
