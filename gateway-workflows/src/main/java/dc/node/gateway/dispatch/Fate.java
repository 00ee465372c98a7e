package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.OperationState;

/** What became of a write that was given to Temporal. */
sealed interface Fate {

    /** It runs, waits for its next attempt, or an operator has paused it. */
    record UnderWay() implements Fate {}

    /** Temporal does not know it: its database was replaced, or keeps closed ones for less long than ours. */
    record Forgotten() implements Fate {}

    /**
     * The workflow of its session does not have it: it came to its end without taking it, was ended by Temporal's server,
     * holds the write for ended though the ledger does not, or another has taken its place.
     */
    record LeftBehind() implements Fate {}

    /**
     * Temporal has closed it and no attempt recorded an end.
     *
     * @param sentence why, for the agent
     */
    record Closed(OperationState state, String sentence) implements Fate {}
}
