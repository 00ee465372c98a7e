package dc.node.gateway.chaos.verdict;

import java.time.Instant;
import java.util.Optional;

/**
 * A write as the ledger has it.
 *
 * @param sequence the order of acceptance
 * @param endedAt  empty while the write has not ended
 * @param attempts how many attempts began
 * @param code     why it was rejected; empty otherwise
 */
public record LedgerRow(
        String operationId,
        String agentId,
        String tool,
        String key,
        long sequence,
        String state,
        Instant acceptedAt,
        Optional<Instant> endedAt,
        int attempts,
        String code) {

    public boolean succeeded() {
        return state.equals("succeeded");
    }

    public boolean hasEnded() {
        return endedAt.isPresent();
    }
}
