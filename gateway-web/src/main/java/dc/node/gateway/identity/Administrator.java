package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.security.Principal;

/**
 * Whoever acts through the administrative API.
 *
 * @param name what the trail calls them
 * @param address where they call from
 */
public record Administrator(String name, String address) implements Principal {

    public Administrator {
        requireNonNull(name, "name is null");
        requireNonNull(address, "address is null");
    }

    /** Whoever holds the configured service token. */
    public static Administrator withServiceToken(String address) {
        return new Administrator("service-token", address);
    }

    @Override
    public String getName() {
        return name;
    }
}
