package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.stub.Landing;
import dc.node.gateway.localstack.data.LocalStackException;
import java.util.List;

/**
 * How queued writes landed after an outage.
 *
 * @param part          what had been away
 * @param writers       how many wrote at once, one write each
 * @param landingMillis from its return to each write's effect in Tasker
 */
public record Recovery(String part, int writers, List<Double> landingMillis) {

    public Recovery {
        landingMillis = landingMillis.stream().sorted().toList();
    }

    /**
     * Of what came in at the upstream.
     *
     * @throws LocalStackException when it is not exactly one comment of each writer: each external id once
     */
    static Recovery of(String part, int writers, List<Landing> landings) {
        long distinct = distinct(landings);
        if (distinct != writers || landings.size() != writers) {
            throw new LocalStackException(
                    "Of %d writes queued while %s was away, %d different comments landed in %d requests; each must land once."
                            .formatted(writers, part, distinct, landings.size()));
        }
        return new Recovery(
                part, writers, landings.stream().map(Landing::millis).toList());
    }

    /** How many different comments these are. */
    static long distinct(List<Landing> landings) {
        return landings.stream().map(Landing::externalId).distinct().count();
    }
}
