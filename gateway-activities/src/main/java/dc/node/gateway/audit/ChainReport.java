package dc.node.gateway.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a walk along the chain found.
 *
 * @param seals verified, retired ones among them
 * @param retiredSeals of these, those whose rows have been deleted by retention; only the seals themselves were verified
 * @param events verified
 * @param unsealedEvents not yet covered by any seal, so nothing can be said of them
 * @param latest the last seal; kept elsewhere, it proves later that nothing up to it was changed or cut off
 * @param broken the first thing that is not as it was sealed
 */
public record ChainReport(
        long seals,
        long retiredSeals,
        long events,
        long unsealedEvents,
        Optional<Anchor> latest,
        Optional<Break> broken) {

    public ChainReport {
        requireNonNull(latest, "latest is null");
        requireNonNull(broken, "broken is null");
    }

    /**
     * A seal by which the chain can be held.
     *
     * @param hash SHA-256 in hexadecimal, in lower case
     */
    public record Anchor(long number, String hash) {
        public Anchor {
            requireNonNull(hash, "hash is null");
        }

        @Override
        public String toString() {
            return number + ":" + hash;
        }
    }

    /**
     * Where and how the trail is not as it was sealed.
     *
     * @param seal its number; 0 where no seal covers what was found
     * @param events ids, such as {@code 3-7, 9}
     * @param what a sentence
     */
    public record Break(long seal, String events, String what) {
        public Break {
            requireNonNull(events, "events is null");
            requireNonNull(what, "what is null");
        }
    }
}
