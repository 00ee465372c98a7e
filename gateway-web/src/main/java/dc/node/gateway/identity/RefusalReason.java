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
    OWNER_BLOCKED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
