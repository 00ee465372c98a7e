package dc.node.gateway.admin.provider;

import dc.node.gateway.admin.Rules;
import dc.node.gateway.identity.Agent;
import dc.node.gateway.identity.provider.IdentityProvider;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body that registers a provider.
 *
 * @param jwksUrl when absent, the issuer's discovery document says where the keys are
 * @param audience the address of the tenant's MCP endpoint when absent
 * @param algorithms RS256 and ES256 when absent
 * @param subjectClaim {@code sub} when absent
 * @param clockSkewSeconds 60 when absent
 */
@JsonNaming(SnakeCaseStrategy.class)
record NewIdentityProvider(
        @NotNull(message = ProviderFields.NAME_MESSAGE)
        @Pattern(regexp = Rules.LINE, message = ProviderFields.NAME_MESSAGE)
        String name,

        @NotNull(message = "issuer must be a URL.") String issuer,
        @Nullable String jwksUrl,

        @Pattern(regexp = Rules.LINE, message = ProviderFields.AUDIENCE_MESSAGE) @Nullable
        String audience,

        @Nullable List<String> algorithms,
        @Nullable String subjectClaim,

        @Min(value = 0, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Max(value = ProviderFields.MOST_CLOCK_SKEW, message = ProviderFields.CLOCK_SKEW_MESSAGE)
        @Nullable
        Integer clockSkewSeconds,

        @Pattern(regexp = Rules.TENANT, message = Rules.TENANT_MESSAGE) @Nullable
        String tenant) {

    private static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256");
    private static final int DEFAULT_CLOCK_SKEW = 60;

    /**
     * The provider this body describes.
     *
     * @param mcpOf the address of a tenant's MCP endpoint
     * @throws org.springframework.web.ErrorResponseException 400 when an algorithm or the claim does not exist
     */
    IdentityProvider toProvider(UUID id, Instant now, Function<String, URI> mcpOf) {
        String ownTenant = Objects.requireNonNullElse(tenant, Agent.DEFAULT_TENANT);
        return new IdentityProvider(
                id,
                ownTenant,
                name,
                issuer,
                Optional.ofNullable(jwksUrl),
                audience == null ? mcpOf.apply(ownTenant).toString() : audience,
                ProviderFields.algorithms(Objects.requireNonNullElse(algorithms, DEFAULT_ALGORITHMS)),
                ProviderFields.subjectClaim(Objects.requireNonNullElse(subjectClaim, "sub")),
                Duration.ofSeconds(Objects.requireNonNullElse(clockSkewSeconds, DEFAULT_CLOCK_SKEW)),
                now,
                Optional.empty(),
                1);
    }
}
