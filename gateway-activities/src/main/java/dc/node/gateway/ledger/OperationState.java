package dc.node.gateway.ledger;

import java.util.Locale;

/**
 * The life of a write: accepted, dispatched to Temporal, and one of three ends that is never left again.
 *
 * <table>
 *   <caption>Transitions, and who makes them</caption>
 *   <tr><td>ACCEPTED to DISPATCHED</td><td>{@link DispatchStore#markDispatched}: Temporal has taken it</td></tr>
 *   <tr><td>DISPATCHED to ACCEPTED</td><td>{@link DispatchStore#putBack}: Temporal turned out not to have it</td></tr>
 *   <tr><td>either to SUCCEEDED or REJECTED</td><td>{@link WriteCompletion#end}: an attempt found out; from ACCEPTED when it
 *       was quicker than the note that it was dispatched</td></tr>
 *   <tr><td>either to REJECTED or CANCELLED</td><td>{@link WriteCompletion#endFromOutside}: nothing carries it on any
 *       more, or an administrator has closed the session it was to finish</td></tr>
 * </table>
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
