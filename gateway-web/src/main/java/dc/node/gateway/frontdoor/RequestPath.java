package dc.node.gateway.frontdoor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.util.UriUtils;

/**
 * The path of a request, where it can be read in one way only. The servlet container resolves {@code ..}, {@code //} and
 * {@code ;parameters} before it chooses a servlet, Spring matches handlers on what was sent: a path the two could read
 * differently might pass the door as one resource and arrive at another.
 */
final class RequestPath {

    private RequestPath() {}

    /** Empty when the path is ambiguous. */
    static Optional<String> of(HttpServletRequest request) {
        String resolved = request.getContextPath()
                + request.getServletPath()
                + Optional.ofNullable(request.getPathInfo()).orElse("");
        boolean plain = UriUtils.decode(request.getRequestURI(), UTF_8).equals(resolved)
                // A tenant's prefix is taken off as it was sent, so it must have been sent as it reads.
                && request.getRequestURI().startsWith(TenantPath.of(resolved).prefix() + "/");
        return plain ? Optional.of(resolved) : Optional.empty();
    }
}
