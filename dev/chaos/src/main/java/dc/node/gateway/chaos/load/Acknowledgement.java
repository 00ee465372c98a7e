package dc.node.gateway.chaos.load;

import java.util.List;
import java.util.Optional;

/**
 * All an agent was told about one write.
 *
 * @param operationId      as the first acknowledgement named it; empty when there was none
 * @param end              the last word
 * @param code             why it was refused; empty otherwise
 * @param answeredQueued   some answer said {@code queued}
 * @param inFlightAtFault  a call of it awaited an answer when a fault struck
 * @param calls            how often it was sent
 * @param contradictions   answers that cannot both be true, in a sentence each
 */
public record Acknowledgement(
        Write write,
        Optional<String> key,
        Optional<String> operationId,
        End end,
        String code,
        boolean answeredQueued,
        boolean inFlightAtFault,
        int calls,
        List<String> contradictions) {

    /** How a write stands for its agent. */
    public enum End {
        /** No answer said that it was accepted. */
        UNACKNOWLEDGED,
        /** Accepted; no answer said how it ended. */
        QUEUED,
        SUCCEEDED,
        /** Accepted, and ended without effect. */
        REJECTED,
        /** Never accepted. */
        REFUSED
    }

    public boolean isAcknowledged() {
        return operationId.isPresent();
    }
}
