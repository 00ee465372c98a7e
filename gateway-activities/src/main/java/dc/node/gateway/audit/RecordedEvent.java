package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An event as the table keeps it.
 *
 * @param id grows with every event; the later of two events has the greater one
 * @param event what was recorded; its idempotency key is always empty, for only the hash is kept
 * @param idempotencyKeySha256 in hexadecimal
 */
public record RecordedEvent(long id, AuditEvent event, Optional<String> idempotencyKeySha256) {

    public RecordedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(idempotencyKeySha256, "idempotencyKeySha256 is null");
    }
}
