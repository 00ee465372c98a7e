package dc.node.gateway.bench.load;

import dc.node.gateway.localstack.data.LocalStackException;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What a closed loop found.
 *
 * @param calls   calls that did what they should; only these are in the times
 * @param errors  calls that did not
 * @param problem what the first of these met
 * @param seconds from the first call's start to the last one's end
 */
public record Sample(
        long calls,
        long errors,
        Optional<String> problem,
        double seconds,
        double p50Millis,
        double p95Millis,
        double p99Millis,
        double maxMillis) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** Of times in nanoseconds. */
    static Sample of(Histogram times, long errors, Optional<String> problem, double seconds) {
        return new Sample(
                times.getTotalCount(),
                errors,
                problem,
                seconds,
                times.getValueAtPercentile(50) / NANOS_PER_MILLI,
                times.getValueAtPercentile(95) / NANOS_PER_MILLI,
                times.getValueAtPercentile(99) / NANOS_PER_MILLI,
                times.getMaxValue() / NANOS_PER_MILLI);
    }

    /** Of calls none of which did what it should. */
    public static Sample failed(String problem) {
        return new Sample(0, 1, Optional.of(problem), 0, 0, 0, 0, 0);
    }

    /**
     * This, if it succeeded.
     *
     * @param what was called, for the error
     * @throws LocalStackException when a call failed, or there was none
     */
    public Sample orFail(String what) {
        if (!succeeded()) {
            throw new LocalStackException(failure(what));
        }
        return this;
    }

    /** How many calls failed and with what, in words. */
    public String failure(String what) {
        return "%s: %d of %d calls failed, the first with: %s"
                .formatted(what, errors, errors + calls, problem.orElse("nothing"));
    }

    /** No call failed, and there was one. */
    public boolean succeeded() {
        return errors == 0 && calls > 0;
    }

    public double callsPerSecond() {
        return calls / seconds;
    }
}
