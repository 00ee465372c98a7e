package dc.node.gateway.admin.provider;

import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.problem.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that changes a provider; what is absent stays, and so does what is null but for {@code jwks_url}, whose null goes
 * back to discovery. Its tenant, issuer and subject claim never change, for they are what its agents are bound by.
 */
@JsonNaming(SnakeCaseStrategy.class)
record IdentityProviderChanges(
        @Pattern(regexp = Rules.LINE, message = ProviderFields.NAME_MESSAGE) @Nullable
        String name,

        @Schema(
                types = {"string", "null"},
                implementation = String.class)
        @Nullable
        JsonNode jwksUrl,

        @Pattern(regexp = Rules.LINE, message = ProviderFields.AUDIENCE_MESSAGE) @Nullable
        String audience,

        @Nullable List<String> algorithms,

        @Min(value = 0, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Max(value = ProviderFields.MOST_CLOCK_SKEW, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Nullable
        Integer clockSkewSeconds) {

    /** Whether the place of the keys is changed at all. */
    boolean movesKeys() {
        return jwksUrl != null;
    }

    /**
     * Where the keys are from now on; null where the issuer's discovery document says so.
     *
     * @throws org.springframework.web.ErrorResponseException 400 when it is no text
     */
    @Nullable
    String keysUrl() {
        if (jwksUrl == null || jwksUrl.isNull()) {
            return null;
        }
        return jwksUrl.stringValueOpt()
                .orElseThrow(() -> Problems.invalid("jwks_url must be a URL, or null to find the keys by discovery."));
    }

    IdentityProvider appliedTo(IdentityProvider before) {
        return new IdentityProvider(
                before.id(),
                before.tenant(),
                Objects.requireNonNullElse(name, before.name()),
                before.issuer(),
                movesKeys() ? Optional.ofNullable(keysUrl()) : before.jwksUrl(),
                Objects.requireNonNullElse(audience, before.audience()),
                algorithms == null ? before.algorithms() : ProviderFields.algorithms(algorithms),
                before.subjectClaim(),
                clockSkewSeconds == null ? before.clockSkew() : Duration.ofSeconds(clockSkewSeconds),
                before.createdAt(),
                before.disabledAt(),
                before.version());
    }
}
