package dc.node.gateway.identity;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What came of a caller's attempt to prove who it is. */
public sealed interface Authentication {

    /** It is this agent, and it may act. */
    record Authenticated(AuthenticatedAgent agent) implements Authentication {
        public Authenticated {
            requireNonNull(agent, "agent is null");
        }
    }

    /**
     * It may not come in.
     *
     * @param agent whose token it was, for the trail only; the caller must not learn whether the token is known
     */
    record Refused(RefusalReason reason, Optional<Agent> agent) implements Authentication {
        public Refused {
            requireNonNull(reason, "reason is null");
            requireNonNull(agent, "agent is null");
        }

        static Refused nobody(RefusalReason reason) {
            return new Refused(reason, Optional.empty());
        }
    }
}
