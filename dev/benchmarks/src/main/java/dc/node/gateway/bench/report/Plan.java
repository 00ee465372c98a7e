package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Measures;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is to measure. What it then lacks of that is as bad as a figure that does not keep within its limit.
 *
 * @param seed          where idempotency keys begin, and in which order measures are taken and agents visited
 * @param rounds        how often each measure is taken; at least 1
 * @param seconds       how long each takes in each round
 * @param writeSeconds  the same of writes: there are few in the time that thousands of reads take, and p99 needs many
 * @param warmUpSeconds how long each runs before the first round; writes longer by as much as in rounds
 * @param starts        how often the gateway's start is timed
 * @param callers       numbers of concurrent callers
 * @param measures      ids of measures, in their order
 * @param growth        whether to see what the gateway costs when there is much of everything
 * @param peers         names of other products that are measured beside it
 */
public record Plan(
        long seed,
        int rounds,
        double seconds,
        double writeSeconds,
        double warmUpSeconds,
        int starts,
        List<Integer> callers,
        List<String> measures,
        boolean growth,
        List<String> peers) {

    private static final List<Integer> PUBLISHED_CALLERS = List.of(1, 16, 64);

    public Duration warmUp() {
        return duration(warmUpSeconds);
    }

    /** How long this measure runs before the first round: writes longer, as in rounds, for there are few in the same time. */
    public Duration warmUpOf(String measure) {
        return duration(Measures.isWrite(measure) ? warmUpSeconds * writeSeconds / seconds : warmUpSeconds);
    }

    /** How long each measure takes in each round, but for writes. */
    public Duration time() {
        return duration(seconds);
    }

    /** How long this measure takes in each round. */
    public Duration timeOf(String measure) {
        return Measures.isWrite(measure) ? duration(writeSeconds) : time();
    }

    /** Whether it holds all that PERFORMANCE.md tells of but growth and peers, for which the tables say if they are missing. */
    public boolean isWhole() {
        return measures.containsAll(Measures.ALL) && callers.containsAll(PUBLISHED_CALLERS);
    }

    /** Whether all of these are to be measured with so many callers. */
    boolean includes(int number, String... ids) {
        return callers.contains(number)
                && List.of(ids).stream().allMatch(id -> measures.contains(id) || peers.contains(id));
    }

    /** Titles of all that is measured with callers, by id, in their order. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        measures.stream().filter(id -> !id.equals(Measures.RECOVERY)).forEach(id -> titles.put(id, Measures.title(id)));
        peers.forEach(id -> titles.put(id, Measures.title(id)));
        return titles;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
