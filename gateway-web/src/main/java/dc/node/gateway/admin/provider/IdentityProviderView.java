package dc.node.gateway.admin.provider;

import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.identity.provider.SigningAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A provider as administrators see it.
 *
 * @param jwksUrl empty when the issuer's discovery document says where the keys are
 * @param state {@code active} when its tokens are taken, and the other value when not
 */
@JsonNaming(SnakeCaseStrategy.class)
record IdentityProviderView(
        UUID id,
        String tenant,
        String name,
        String issuer,
        Optional<String> jwksUrl,
        String audience,
        List<String> algorithms,
        String subjectClaim,
        long clockSkewSeconds,
        String state,
        Instant createdAt,
        Optional<Instant> disabledAt) {

    static IdentityProviderView of(IdentityProvider provider) {
        return new IdentityProviderView(
                provider.id(),
                provider.tenant(),
                provider.name(),
                provider.issuer(),
                provider.jwksUrl(),
                provider.audience(),
                provider.algorithms().stream()
                        .sorted()
                        .map(SigningAlgorithm::wireName)
                        .toList(),
                provider.subjectClaim().wireName(),
                provider.clockSkew().toSeconds(),
                provider.disabledAt().isEmpty() ? "active" : "disabled",
                provider.createdAt(),
                provider.disabledAt());
    }

    /** @param nextCursor empty on the last page */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(List<IdentityProviderView> providers, Optional<UUID> nextCursor) {}
}
