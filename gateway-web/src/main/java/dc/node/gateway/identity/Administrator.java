package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.security.Principal;

/**
 * Whoever acts through the administrative API.
 *
 * @param name what the trail calls them
 */
public record Administrator(String name) implements Principal {

    /** Whoever holds the configured service token. */
    public static final Administrator SERVICE_TOKEN = new Administrator("service-token");

    public Administrator {
        requireNonNull(name, "name is null");
    }

    @Override
    public String getName() {
        return name;
    }
}
