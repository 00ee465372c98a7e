package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.load.Together;
import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.measure.Ground;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.bench.stack.Quiet;
import dc.node.gateway.bench.stack.Usage;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Measures reads, writes, comments in sessions and replays, with one caller, while one thing grows on a stack of its own. Sizes come
 * one after the other, for what has grown does not shrink; so direct calls, which ask nothing of what grows, and bare activities,
 * which ask only Temporal, are measured beside them and show what the machine did meanwhile.
 */
public final class Growth {

    /** Whose growth is judged; the others are controls. */
    public static final List<String> JUDGED = List.of(Measures.READ, Measures.WRITE, Measures.SESSION, Measures.REPLAY);

    private static final int MOST_ROUNDS = 3;
    private static final Duration BEFORE_ROUNDS = Duration.ofSeconds(1);
    private static final int FEW_AGENTS = 100;
    private static final int FEW_SESSIONS = 10;
    private static final int WARM_UP_CALLERS = 16;
    private static final int THREADS = 8;
    private static final Duration OPENING_LIMIT = Duration.ofMinutes(10);

    private final Keys keys;
    private final Plan plan;
    private final Journal journal;
    private final PrintStream out;

    public Growth(Keys keys, Plan plan, Journal journal, PrintStream out) {
        this.keys = keys;
        this.plan = plan;
        this.journal = journal;
        this.out = out;
    }

    /**
     * Lets one thing grow from its smallest size to its largest, and measures at each.
     *
     * @param stack on which nothing was done
     */
    public void run(BenchStack stack, Kind kind) throws InterruptedException {
        try (Database database = new Database(stack)) {
            Fleet fleet = new Fleet(stack);
            GrowthMeasures measures = new GrowthMeasures(stack, keys, plan.seed());
            int grown = 0;
            int open = 0;
            for (int size : kind.sizes()) {
                int agents = kind == Kind.AGENTS ? size : FEW_AGENTS;
                int sessions = kind == Kind.SESSIONS ? size : FEW_SESSIONS;
                // Reporters first: as agents grow in number, those with sessions stay the same.
                List<Member> all = fleet.ofSize(agents + sessions);
                List<Member> reporters = all.subList(0, sessions);
                List<Member> writers = all.subList(sessions, all.size());
                database.knowIssues(all.size());
                openSessions(stack, all.subList(open, sessions));
                open = sessions;
                database.awaitSessions();
                int rows = kind == Kind.SESSIONS ? FEW_AGENTS : size;
                List<Measure> taken = measures.of(writers, reporters, rows);
                if (grown == 0) {
                    database.addRows(writers, 1, rows);
                    // Or the smallest size would be measured before all code is compiled, and be the slowest.
                    for (Measure measure : taken) {
                        measure.run(WARM_UP_CALLERS, plan.warmUpOf(measure.id()))
                                .orFail(measure.title());
                    }
                }
                if (grown == 0 || kind == Kind.SESSIONS) {
                    // As sessions grow in number, the writers are others.
                    database.forgetAllRows();
                    grown = 0;
                }
                database.addRows(writers, grown + 1, rows);
                grown = rows;
                database.settle();
                out.printf("%,d %s, %s:%n", size, kind.label(), database.rows());
                journal.grew(measure(stack, kind, size, taken));
                journal.write();
            }
        }
    }

    private static void openSessions(BenchStack stack, List<Member> reporters) throws InterruptedException {
        List<Callable<Member>> opened = new ArrayList<>();
        for (Member reporter : reporters) {
            opened.add(() -> {
                Ground.once(stack.gatewayPort(), Calls.startSession(reporter), Calls.WRITTEN);
                Ground.once(stack.gatewayPort(), Calls.read(reporter), Calls.READ);
                return reporter;
            });
        }
        Together.all(Executors.newFixedThreadPool(THREADS), opened, OPENING_LIMIT, "A session cannot be opened");
    }

    private List<GrowthPoint> measure(BenchStack stack, Kind kind, int size, List<Measure> measures)
            throws InterruptedException {
        for (Measure measure : measures) {
            measure.run(1, BEFORE_ROUNDS).orFail(measure.title());
        }
        Map<String, Long> gateway = Map.of(Usage.GATEWAY, stack.gatewayPid());
        Set<Long> processes = Measures.processes(stack, measures);
        List<GrowthPoint> points = new ArrayList<>();
        for (int round = 1; round <= Math.min(plan.rounds(), MOST_ROUNDS); round++) {
            for (Measure measure : measures) {
                Quiet.await(processes);
                double before = Usage.cpuSeconds(gateway.values());
                Sample sample = measure.run(1, plan.timeOf(measure.id())).orFail(measure.title());
                double used = Usage.cpuSeconds(gateway.values()) - before;
                out.printf(
                        "  round %d  %s  p50 %8.2f  p95 %8.2f ms%n",
                        round, measure.id(), sample.p50Millis(), sample.p95Millis());
                points.add(new GrowthPoint(
                        kind.label(),
                        size,
                        measure.id(),
                        round,
                        sample,
                        used,
                        Optional.ofNullable(Usage.residentMebibytes(gateway).get(Usage.GATEWAY))));
            }
        }
        return points;
    }
}
