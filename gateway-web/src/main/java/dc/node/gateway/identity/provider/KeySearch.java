package dc.node.gateway.identity.provider;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;

/** What came of looking for the key behind a signature. */
public sealed interface KeySearch {

    /**
     * The provider publishes these.
     *
     * @param keys never empty
     */
    record Found(List<JWK> keys) implements KeySearch {
        public Found {
            keys = List.copyOf(keys);
        }
    }

    /** The provider publishes no such key, or none of the right kind. */
    record Unknown() implements KeySearch {}

    /** The provider could not be asked, so nobody can tell. */
    record Unavailable() implements KeySearch {}
}
