package dc.node.gateway.pairing;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditEvent.Decision;
import java.time.Instant;
import java.util.Optional;

/** What attempts to redeem a code leave in the trail, never with the code. */
final class PairingEvents {

    private PairingEvents() {}

    /** @param address who tried */
    static AuditEvent.Builder event(Decision decision, String reason, String tenant, String address, Instant now) {
        return AuditEvent.builder(now, AuditEvent.Kind.ADMIN, decision, reason, tenant)
                .actor("pairing")
                .client(address, Optional.empty());
    }
}
