package dc.node.gateway.admin;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A new token, shown this once. */
@JsonNaming(SnakeCaseStrategy.class)
record IssuedToken(UUID id, String token, String name, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedToken[id=" + id + "]";
    }
}
