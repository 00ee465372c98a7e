package dc.node.gateway.admin.provider;

import dc.node.gateway.identity.provider.ForbiddenUrlException;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.identity.provider.ProviderCheck;
import dc.node.gateway.identity.provider.SigningAlgorithm;
import dc.node.gateway.identity.provider.SubjectClaim;
import dc.node.gateway.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the bodies about providers have in common. What they refuse is answered 400, with what is wrong. */
@Component
class ProviderFields {

    static final String NAME_MESSAGE = "name must be one line of 1 to 200 characters.";
    static final String AUDIENCE_MESSAGE = "audience must be one line of 1 to 200 characters.";
    static final String CLOCK_SKEW_MESSAGE = "clock_skew_seconds must be a number from 0 to 300.";
    static final int MOST_CLOCK_SKEW = 300;

    private final ProviderCheck check;

    ProviderFields(ProviderCheck check) {
        this.check = check;
    }

    /** Checks the form of an issuer, and that its keys could be fetched where they are said to be. Waits for the DNS. */
    void requireUsable(String issuer, @Nullable String jwksUrl) {
        try {
            check.issuer(issuer);
        } catch (ForbiddenUrlException e) {
            throw Problems.invalid("issuer " + e.getMessage());
        }
        String keys = jwksUrl == null ? IdentityProvider.discoveryUrl(issuer) : jwksUrl;
        try {
            check.document(keys);
        } catch (ForbiddenUrlException e) {
            throw Problems.invalid((jwksUrl == null ? "issuer " : "jwks_url ") + e.getMessage());
        }
    }

    static Set<SigningAlgorithm> algorithms(List<String> wireNames) {
        if (wireNames.isEmpty()) {
            throw Problems.invalid("algorithms must name one at least.");
        }
        return wireNames.stream().map(ProviderFields::algorithm).collect(Collectors.toUnmodifiableSet());
    }

    private static SigningAlgorithm algorithm(@Nullable String wireName) {
        return SigningAlgorithm.parse(wireName == null ? "" : wireName)
                .orElseThrow(() -> Problems.invalid("algorithms may hold only these: "
                        + Arrays.stream(SigningAlgorithm.values())
                                .map(SigningAlgorithm::wireName)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    static SubjectClaim subjectClaim(String wireName) {
        return SubjectClaim.parse(wireName)
                .orElseThrow(() -> Problems.invalid("subject_claim must be 'sub', 'azp' or 'client_id'."));
    }
}
