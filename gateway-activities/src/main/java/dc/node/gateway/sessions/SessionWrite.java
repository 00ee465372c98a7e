package dc.node.gateway.sessions;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A write of a session as the ledger has it.
 *
 * @param sequence the place in the order of acceptance
 * @param target the issue's key or the project's identifier where known
 * @param state as the ledger's table spells it
 * @param error why it was refused, where it was
 */
public record SessionWrite(
        long sequence,
        UUID operationId,
        String tool,
        Optional<UUID> issueId,
        String target,
        String state,
        Instant acceptedAt,
        Optional<Instant> endedAt,
        int attempts,
        Optional<Refusal> error) {

    /** A code of the tools' errors, and the sentence the agent was told. */
    public record Refusal(String code, String message) {}
}
