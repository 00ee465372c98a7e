package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/** What an agent proved itself with in one request. Never the secret itself. */
public sealed interface Credential {

    /** What people call it: the name given to the token, or the name of the provider that issued it. */
    String name();

    /** Its first moment without force. */
    Instant expiresAt();

    /** A token of this gateway. */
    record GatewayToken(UUID id, String name, Instant expiresAt) implements Credential {
        public GatewayToken {
            requireNonNull(id, "id is null");
            requireNonNull(name, "name is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }
    }

    /** A token of an identity provider. */
    record ProviderToken(UUID providerId, String name, Instant expiresAt) implements Credential {
        public ProviderToken {
            requireNonNull(providerId, "providerId is null");
            requireNonNull(name, "name is null");
            requireNonNull(expiresAt, "expiresAt is null");
        }
    }
}
