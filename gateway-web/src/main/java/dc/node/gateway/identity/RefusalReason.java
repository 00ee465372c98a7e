package dc.node.gateway.identity;

import java.util.Locale;

/** Why a caller is not let in. The names in lower case are the reason codes of the trail. */
public enum RefusalReason {
    NO_TOKEN,
    MALFORMED_TOKEN,
    UNKNOWN_TOKEN,
    EXPIRED_TOKEN,
    REVOKED_TOKEN,
    AGENT_DISABLED,
    OWNER_BLOCKED,
    /** The token is good, for an agent of another tenant than the one called at. */
    FOREIGN_TENANT,
    /** No identity provider of this tenant has the issuer that the token names. */
    UNKNOWN_ISSUER,
    PROVIDER_DISABLED,
    /** Not signed, signed with a shared secret, or in a way the provider is not registered with. */
    WRONG_ALGORITHM,
    /** The provider publishes no key under the id that the token names. */
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    WRONG_AUDIENCE,
    TOKEN_NOT_YET_VALID,
    /** The token is good, and no agent is bound to its subject. */
    UNKNOWN_SUBJECT,
    /** The provider could not be asked for its keys, so nobody can tell whether the token is good. */
    KEYS_UNAVAILABLE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
