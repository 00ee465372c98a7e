package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Usage;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures in interleaved rounds: one of each, then one of each again. What changes on the machine in the course of a run then
 * changes for all of them.
 */
public final class Rounds {

    private final BenchStack stack;
    private final List<Measure> measures;
    private final PrintStream out;

    public Rounds(BenchStack stack, List<Measure> measures, PrintStream out) {
        this.stack = stack;
        this.measures = List.copyOf(measures);
        this.out = out;
    }

    /** Runs each measure once, unrecorded, so that all the code is compiled and all the caches are filled. */
    public void warmUp(int callers, Duration time) throws InterruptedException {
        for (Measure measure : measures) {
            int taken = measure.takes(callers) ? callers : 1;
            requireGood(measure, taken, measure.run(taken, time));
        }
    }

    /**
     * One round.
     *
     * @throws LocalStackException when a call went wrong: figures of calls that fail tell nothing
     */
    public List<Cell> round(int number, List<Integer> callerCounts, Duration time) throws InterruptedException {
        List<Cell> cells = new ArrayList<>();
        for (int callers : callerCounts) {
            for (Measure measure : measures) {
                if (measure.takes(callers)) {
                    cells.add(cell(measure, callers, number, time));
                }
            }
        }
        return cells;
    }

    private Cell cell(Measure measure, int callers, int round, Duration time) throws InterruptedException {
        Map<String, Double> before = stack.cpuSeconds();
        Sample sample = measure.run(callers, time);
        requireGood(measure, callers, sample);
        Map<String, Double> used = stack.cpuSeconds();
        used.replaceAll((part, seconds) -> seconds - before.getOrDefault(part, 0.0));
        out.printf(
                "  round %d  %-17s %3d callers  p50 %8.2f  p95 %8.2f  p99 %8.2f ms  %9.1f a second%n",
                round,
                measure.id(),
                callers,
                sample.p50Millis(),
                sample.p95Millis(),
                sample.p99Millis(),
                sample.callsPerSecond());
        return new Cell(measure.id(), callers, round, sample, used, Usage.residentMebibytes(stack.gatewayPid()));
    }

    private static void requireGood(Measure measure, int callers, Sample sample) {
        if (sample.errors() > 0 || sample.calls() == 0) {
            throw new LocalStackException("%s with %d callers: %d of %d calls failed, the first with: %s"
                    .formatted(
                            measure.title(),
                            callers,
                            sample.errors(),
                            sample.errors() + sample.calls(),
                            sample.problem().orElse("nothing")));
        }
    }
}
