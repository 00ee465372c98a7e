package dc.node.gateway.frontdoor;

import static java.util.Objects.requireNonNull;

import java.security.Principal;

/** What a doorkeeper decides. */
sealed interface Admission {

    /** The request goes on in this caller's name. */
    record Admitted(Principal caller) implements Admission {
        public Admitted {
            requireNonNull(caller, "caller is null");
        }
    }

    /** The request ends here, with this answer. */
    record TurnedAway(Refusal refusal) implements Admission {
        public TurnedAway {
            requireNonNull(refusal, "refusal is null");
        }
    }
}
