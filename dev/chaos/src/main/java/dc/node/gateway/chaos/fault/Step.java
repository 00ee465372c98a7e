package dc.node.gateway.chaos.fault;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One fault, or two at once.
 *
 * @param faults  one or two, in the order in which they strike
 * @param moment  what is waited for before the first
 * @param between the pause between the first and the second
 * @param calm    the pause after all has been mended
 */
public record Step(List<Fault> faults, Moment moment, Duration between, Duration calm) {

    private static final Duration QUARTER_MINUTE = Duration.ofSeconds(15);

    public Step {
        faults = List.copyOf(faults);
    }

    /** When a step begins. */
    public enum Moment {
        /** Several calls await their answers. */
        CALLS_IN_FLIGHT,
        /** Tasker has just committed something: the ledger's end and Temporal's completion are yet to come. */
        EFFECT_SEEN
    }

    /** How long the step's faults last, from the first strike to the first mending. */
    public Duration lasts() {
        return faults.stream()
                .map(Fault::lasts)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(between.multipliedBy(faults.size() - 1L));
    }

    /** How many shares of the run's writes it gets: one, and one more for each quarter of a minute it lasts. */
    int shares() {
        return 1 + (int) lasts().dividedBy(QUARTER_MINUTE);
    }

    /** The faults in the order in which they are mended. */
    List<Fault> inMendingOrder() {
        return faults.stream()
                .sorted(Comparator.comparingInt(Fault::mendingOrder))
                .toList();
    }

    /** Its faults, as a line of the progress shows them. */
    public String label() {
        return faults.stream().map(Fault::kind).collect(Collectors.joining(" + "));
    }
}
