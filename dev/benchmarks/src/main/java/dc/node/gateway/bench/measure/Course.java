package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.stack.BenchStack;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run measures, and on what.
 *
 * @param warmUpCallers with how many callers each measure is warmed up
 */
public record Course(Ground ground, List<Measure> measures, int warmUpCallers) {

    private static final int WARM_UP_CALLERS = 16;

    /** Makes agents, issues and sessions, and starts the processes that only some measures need. */
    public static Course prepare(BenchStack stack, Keys keys, Plan plan) {
        int most = plan.callers().stream().mapToInt(Integer::intValue).max().orElse(1);
        Ground ground = Ground.prepare(stack, most);
        return new Course(ground, Measures.of(stack, ground, keys, plan.measures()), Math.min(most, WARM_UP_CALLERS));
    }

    /** The same with further measures. */
    public Course with(List<Measure> more) {
        return new Course(
                ground, Stream.concat(measures.stream(), more.stream()).toList(), warmUpCallers);
    }
}
