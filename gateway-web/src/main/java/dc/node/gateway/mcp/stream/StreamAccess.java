package dc.node.gateway.mcp.stream;

import java.security.Principal;
import java.util.Map;
import java.util.Set;

/** What streams ask of whoever knows the callers. Called from many threads at once. */
public interface StreamAccess {

    /** What the caller proved itself with, in a form that can be checked again later; never a secret. Has {@code equals}. */
    Object credential(Principal caller);

    /**
     * Looks up all of them at once.
     *
     * @return for each subscriber that may go on listening the state of its list of tools: visible ASCII without a meaning of
     *     its own, which differs whenever the list may have changed. Whoever is not in it must not listen any more.
     * @throws RuntimeException when that cannot be told now
     */
    Map<Subscriber, String> states(Set<Subscriber> subscribers);
}
