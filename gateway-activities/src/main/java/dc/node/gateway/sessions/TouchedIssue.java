package dc.node.gateway.sessions;

import java.util.Optional;
import java.util.UUID;

/** An issue that a session's landed writes were about, with its key where known. */
public record TouchedIssue(UUID id, Optional<String> key) {

    /** As an agent can use it and a person can read it: {@code CORE-12 (0198...)}. */
    public String label() {
        return key.map(known -> known + " (" + id + ")").orElseGet(id::toString);
    }
}
