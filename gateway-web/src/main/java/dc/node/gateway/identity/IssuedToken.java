package dc.node.gateway.identity;

import java.time.Instant;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A new token, shown this once. */
@JsonNaming(SnakeCaseStrategy.class)
public record IssuedToken(UUID id, String token, String name, Instant expiresAt) {

    /** The answer that shows it, which nobody on the way may keep. */
    public ResponseEntity<IssuedToken> toResponse() {
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(this);
    }

    @Override
    public String toString() {
        return "IssuedToken[id=" + id + "]";
    }
}
