package dc.node.gateway.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The bearer credential of a request (RFC 6750, section 2.1; no other way of sending it is read). */
final class BearerCredential {

    private static final String SCHEME = "Bearer ";

    private BearerCredential() {}

    /** Empty when none was sent, or a credential of another scheme. */
    static Optional<String> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
