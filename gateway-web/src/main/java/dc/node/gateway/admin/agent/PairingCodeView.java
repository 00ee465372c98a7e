package dc.node.gateway.admin.agent;

import dc.node.gateway.pairing.IssuedPairing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A pairing code as administrators see it afterwards.
 *
 * @param name what its token is to be called; null to name it after the device
 */
@JsonNaming(SnakeCaseStrategy.class)
record PairingCodeView(
        UUID id,
        Optional<String> name,
        int expiresInDays,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> redeemedAt,
        Optional<Instant> revokedAt) {

    static PairingCodeView of(IssuedPairing code) {
        return new PairingCodeView(
                code.id(),
                code.tokenName(),
                code.tokenDays(),
                code.createdAt(),
                code.expiresAt(),
                code.redeemedAt(),
                code.revokedAt());
    }

    /** The codes of one agent. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Collection(List<PairingCodeView> pairingCodes) {}

    /** A new code, shown this once. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Issued(UUID id, String code, Instant expiresAt) {

        @Override
        public String toString() {
            return "Issued[id=" + id + "]";
        }
    }
}
