package dc.node.gateway.ledger;

import java.util.Locale;

/**
 * The life of a write: accepted, dispatched to Temporal, and one of three ends that is never left again.
 *
 * <pre>
 *   ACCEPTED --&gt; DISPATCHED --&gt; SUCCEEDED
 *       \             \-------&gt; REJECTED
 *        \--------------------&gt; CANCELLED
 * </pre>
 *
 * A write may also end straight from accepted: the first attempt can be quicker than the note that it was dispatched.
 */
public enum OperationState {
    /** Promised to the agent; Temporal does not have it yet. */
    ACCEPTED,
    /** Temporal runs it, or the workflow of its session does. */
    DISPATCHED,
    /** Its effect is in Tasker. */
    SUCCEEDED,
    /** Refused for good; the result says why. */
    REJECTED,
    /** Ended by an operator. */
    CANCELLED;

    public boolean ended() {
        return this == SUCCEEDED || refused();
    }

    /** Ended without the effect that was asked for. */
    public boolean refused() {
        return this == REJECTED || this == CANCELLED;
    }

    public String columnValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OperationState fromColumn(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }
}
