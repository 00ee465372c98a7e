package dc.node.gateway.bench.measure;

import java.util.List;

/**
 * How queued writes landed after an outage.
 *
 * @param part          what had been away
 * @param landingMillis from its return to each write's effect in Tasker
 */
public record Recovery(String part, int round, List<Double> landingMillis) {

    public Recovery {
        landingMillis = landingMillis.stream().sorted().toList();
    }
}
