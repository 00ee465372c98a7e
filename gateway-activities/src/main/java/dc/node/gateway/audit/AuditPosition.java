package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** Where an event stands in the trail: by its time, and among events of one microsecond by its id. */
public record AuditPosition(Instant at, long id) {

    public AuditPosition {
        requireNonNull(at, "at is null");
    }
}
