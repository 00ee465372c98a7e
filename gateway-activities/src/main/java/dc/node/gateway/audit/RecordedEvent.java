package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An event as the table keeps it.
 *
 * @param id its own; events that come at once need not get theirs in the order in which they become visible
 * @param event what was recorded; its idempotency key is always empty, for only the hash is kept
 * @param idempotencyKeySha256 in hexadecimal
 */
public record RecordedEvent(long id, AuditEvent event, Optional<String> idempotencyKeySha256) {

    public RecordedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(idempotencyKeySha256, "idempotencyKeySha256 is null");
    }

    /** Where it stands among all events. */
    public AuditPosition position() {
        return new AuditPosition(event.at(), id);
    }
}
