package dc.node.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/** Where a call came from and when, for the audit. */
public record CallOrigin(
        String tenant, String ownerUserId, String address, Optional<String> clientName, Instant receivedAt) {}
