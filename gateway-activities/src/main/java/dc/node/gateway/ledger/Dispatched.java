package dc.node.gateway.ledger;

import java.time.Instant;
import java.util.UUID;

/** A write that Temporal has taken. */
public record Dispatched(UUID operationId, DispatchedTo to, Instant at) {}
