package dc.node.gateway.identity.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which claim of a provider's tokens says who the agent is. */
public enum SubjectClaim {
    SUB,
    AZP,
    CLIENT_ID;

    /** As tokens, the table and the administrative interface spell it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SubjectClaim> parse(String wireName) {
        return Arrays.stream(values())
                .filter(claim -> claim.wireName().equals(wireName))
                .findFirst();
    }
}
