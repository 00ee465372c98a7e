package dc.node.gateway.mcp;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages may call the endpoint. A page that had its own name resolve to this machine (DNS rebinding) still
 * gives itself away by its Origin; clients that are no browsers send none.
 */
final class OriginPolicy {

    private final Set<Origin> allowed;

    OriginPolicy(List<Origin> allowed) {
        this.allowed = allowed.stream().collect(toUnmodifiableSet());
    }

    /** @param host the host the request was addressed to, without port */
    boolean permits(Optional<String> origin, String host) {
        return origin.isEmpty()
                || Origin.parse(origin.get())
                        .filter(page -> allowed.contains(page) || (page.isLoopback() && Origin.isLoopback(host)))
                        .isPresent();
    }
}
