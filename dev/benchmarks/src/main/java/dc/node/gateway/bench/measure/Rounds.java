package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Quiet;
import dc.node.gateway.bench.stack.Usage;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures in interleaved rounds: one of each, then one of each again. What changes on the machine in the course of a run then
 * changes for all of them.
 */
public final class Rounds {

    private final BenchStack stack;
    private final List<Measure> measures;
    private final Plan plan;
    private final Journal journal;
    private final PrintStream out;
    private final Order order;
    private final Set<Long> processes;

    public Rounds(BenchStack stack, List<Measure> measures, Plan plan, Journal journal, PrintStream out) {
        this.stack = stack;
        this.measures = List.copyOf(measures);
        this.plan = plan;
        this.journal = journal;
        this.out = out;
        this.order = new Order(plan.seed());
        this.processes = Measures.processes(stack, measures);
    }

    /**
     * Runs each measure once, unrecorded, so that all the code is compiled and all the caches are filled.
     *
     * @throws LocalStackException when a call of one that must not fail did
     */
    public void warmUp(int callers) throws InterruptedException {
        for (Measure measure : measures) {
            // Also what is measured with one caller, so that it runs as much as what it is compared with.
            Sample sample = measure.run(callers, plan.warmUpOf(measure.id()));
            if (!sample.succeeded()) {
                fail(measure, callers, sample);
            }
        }
    }

    /**
     * One round; each figure is in the journal once it is taken.
     *
     * @throws LocalStackException when a call of one that must not fail did: figures of calls that fail tell nothing
     */
    public void round(int number) throws InterruptedException {
        for (Order.Turn turn : order.next(measures, plan.callers())) {
            measure(turn.measure(), turn.callers(), number);
        }
    }

    private void measure(Measure measure, int callers, int round) throws InterruptedException {
        Quiet.await(processes);
        Map<String, Long> parts = new HashMap<>(stack.processes());
        parts.putAll(measure.processes());
        Map<String, Double> before = Usage.cpuSeconds(parts);
        Sample sample = measure.run(callers, plan.timeOf(measure.id()));
        Map<String, Double> used = Usage.cpuSeconds(parts);
        used.replaceAll((part, seconds) -> seconds - before.getOrDefault(part, 0.0));
        journal.measured(new Cell(measure.id(), callers, round, sample, used, Usage.residentMebibytes(parts)));
        if (!sample.succeeded()) {
            fail(measure, callers, sample);
            return;
        }
        out.printf(
                "  round %d  %-17s %3d callers  p50 %8.2f  p95 %8.2f  p99 %8.2f ms  %9.1f a second%n",
                round,
                measure.id(),
                callers,
                sample.p50Millis(),
                sample.p95Millis(),
                sample.p99Millis(),
                sample.callsPerSecond());
    }

    private void fail(Measure measure, int callers, Sample sample) {
        String failure = sample.failure("%s with %d callers".formatted(measure.title(), callers));
        if (!measure.mayFail()) {
            throw new LocalStackException(failure);
        }
        out.println("  " + failure);
    }
}
