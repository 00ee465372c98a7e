package dc.node.gateway.identity.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whoever issues tokens that agents of one tenant may come with.
 *
 * @param issuer what its tokens have as {@code iss}, to the letter; once in a tenant
 * @param jwksUrl where its keys are; when empty, its discovery document says so
 * @param audience what its tokens must have among {@code aud}
 * @param clockSkew how far its clock may differ from ours
 * @param disabledAt empty unless an administrator disabled it
 * @param version goes up with every change
 */
public record IdentityProvider(
        UUID id,
        String tenant,
        String name,
        String issuer,
        Optional<String> jwksUrl,
        String audience,
        Set<SigningAlgorithm> algorithms,
        SubjectClaim subjectClaim,
        Duration clockSkew,
        Instant createdAt,
        Optional<Instant> disabledAt,
        long version) {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    public IdentityProvider {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(name, "name is null");
        requireNonNull(issuer, "issuer is null");
        requireNonNull(jwksUrl, "jwksUrl is null");
        requireNonNull(audience, "audience is null");
        algorithms = Set.copyOf(algorithms);
        requireNonNull(subjectClaim, "subjectClaim is null");
        requireNonNull(clockSkew, "clockSkew is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(disabledAt, "disabledAt is null");
    }

    /** The address of an issuer's discovery document (OpenID Connect Discovery 1.0, section 4). */
    public static String discoveryUrl(String issuer) {
        return (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + DISCOVERY;
    }
}
