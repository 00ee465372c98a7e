package dc.node.gateway.ledger;

import dc.node.gateway.outcome.ToolError;

/** What became of the request to accept a write. */
public sealed interface Acceptance {

    /**
     * A new promise. From here on the write happens, whoever asks for it or not.
     *
     * @param mayGo no earlier write has to end first
     */
    record Accepted(LedgerEntry entry, boolean mayGo) implements Acceptance {}

    /**
     * The write was accepted before.
     *
     * @param deduplicated found without a key, by its equal arguments a moment ago
     */
    record Known(LedgerEntry entry, boolean deduplicated) implements Acceptance {}

    /** Nothing was accepted and nothing was written. */
    record Refused(ToolError error) implements Acceptance {}
}
