package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.stack.BenchStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one run measures, and on what.
 *
 * @param warmUpCallers with how many callers each measure is warmed up
 */
public record Course(Ground ground, List<Measure> measures, int warmUpCallers) {

    private static final int WARM_UP_CALLERS = 16;

    /** Makes agents, issues and sessions, and starts the processes that only some measures need. */
    public static Course prepare(BenchStack stack, Keys keys, Set<String> wanted, List<Integer> callers) {
        int most = callers.stream().mapToInt(Integer::intValue).max().orElse(1);
        Ground ground = Ground.prepare(stack, most);
        return new Course(ground, Measures.of(stack, ground, keys, wanted), Math.min(most, WARM_UP_CALLERS));
    }

    /** The same with further measures. */
    public Course with(List<Measure> more) {
        return new Course(
                ground, Stream.concat(measures.stream(), more.stream()).toList(), warmUpCallers);
    }

    /** Titles by id, in the measures' order. */
    public Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        measures.forEach(measure -> titles.put(measure.id(), measure.title()));
        return titles;
    }
}
