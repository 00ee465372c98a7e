package dc.node.gateway.pairing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a pairing code, which is never the code itself.
 *
 * @param tokenName what its token is to be called; empty to name it after the device
 * @param tokenDays the token's lifetime in days, from the pairing on
 */
public record IssuedPairing(
        UUID id,
        Optional<String> tokenName,
        int tokenDays,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> redeemedAt,
        Optional<Instant> revokedAt) {

    public IssuedPairing {
        requireNonNull(id, "id is null");
        requireNonNull(tokenName, "tokenName is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
        requireNonNull(redeemedAt, "redeemedAt is null");
        requireNonNull(revokedAt, "revokedAt is null");
    }
}
