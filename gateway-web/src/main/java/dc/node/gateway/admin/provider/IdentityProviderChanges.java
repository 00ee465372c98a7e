package dc.node.gateway.admin.provider;

import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.provider.IdentityProvider;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that changes a provider; what is absent stays. Its tenant, issuer and subject claim never change, for they are
 * what its agents are bound by.
 */
@JsonNaming(SnakeCaseStrategy.class)
record IdentityProviderChanges(
        @Pattern(regexp = Rules.LINE, message = ProviderFields.NAME_MESSAGE) @Nullable
        String name,

        @Nullable String jwksUrl,

        @Pattern(regexp = Rules.LINE, message = ProviderFields.AUDIENCE_MESSAGE) @Nullable
        String audience,

        @Nullable List<String> algorithms,

        @Min(value = 0, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Max(value = ProviderFields.MOST_CLOCK_SKEW, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Nullable
        Integer clockSkewSeconds) {

    IdentityProvider appliedTo(IdentityProvider before) {
        return new IdentityProvider(
                before.id(),
                before.tenant(),
                Objects.requireNonNullElse(name, before.name()),
                before.issuer(),
                Optional.ofNullable(jwksUrl).or(before::jwksUrl),
                Objects.requireNonNullElse(audience, before.audience()),
                algorithms == null ? before.algorithms() : ProviderFields.algorithms(algorithms),
                before.subjectClaim(),
                clockSkewSeconds == null ? before.clockSkew() : Duration.ofSeconds(clockSkewSeconds),
                before.createdAt(),
                before.disabledAt(),
                before.version());
    }
}
