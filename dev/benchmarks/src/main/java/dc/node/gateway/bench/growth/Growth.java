package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.measure.Ground;
import dc.node.gateway.bench.measure.HttpMeasure;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Measures reads, writes, comments in sessions and replays, with one caller, while one thing grows on a stack of its own. Each call
 * is another agent's, and each run goes through them in another order, so that no row is warmer for having been asked for.
 */
public final class Growth {

    private static final int FEW_AGENTS = 100;
    private static final int FEW_SESSIONS = 10;
    private static final int WARM_UP_CALLERS = 16;

    private final Keys keys;
    private final long seed;
    private final int rounds;
    private final Duration time;
    private final Duration warmUp;
    private final PrintStream out;
    private final AtomicLong orders = new AtomicLong();

    public Growth(Keys keys, long seed, int rounds, Duration time, Duration warmUp, PrintStream out) {
        this.keys = keys;
        this.seed = seed;
        this.rounds = rounds;
        this.time = time;
        this.warmUp = warmUp;
        this.out = out;
    }

    /**
     * Lets one thing grow from its smallest size to its largest, and measures at each.
     *
     * @param stack on which nothing was done
     */
    public List<GrowthPoint> run(BenchStack stack, Kind kind) throws InterruptedException {
        List<GrowthPoint> points = new ArrayList<>();
        try (Database database = new Database(stack)) {
            Fleet fleet = new Fleet(stack);
            int grown = 0;
            for (int size : kind.sizes()) {
                int agents = kind == Kind.AGENTS ? size : FEW_AGENTS;
                int sessions = kind == Kind.SESSIONS ? size : FEW_SESSIONS;
                // Reporters first: as agents grow in number, those with sessions stay the same.
                List<Member> all = fleet.ofSize(agents + sessions);
                List<Member> reporters = all.subList(0, sessions);
                List<Member> writers = all.subList(sessions, all.size());
                database.knowIssues(all.size());
                openSessions(stack, reporters);
                database.awaitSessions();
                List<HttpMeasure> measures = measures(stack, writers, reporters);
                if (grown == 0) {
                    // Or the smallest size would be measured before all code is compiled, and be the slowest.
                    for (HttpMeasure measure : measures) {
                        measure.run(WARM_UP_CALLERS, warmUp);
                    }
                    database.forgetAllRows();
                }
                if (kind == Kind.ROWS) {
                    database.addRows(writers, grown + 1, size);
                }
                grown = size;
                for (Member writer : writers.subList(0, FEW_AGENTS)) {
                    Ground.once(stack.gatewayPort(), Calls.comment(writer, Ground.replayedKey(writer)), Calls.WRITTEN);
                }
                database.settle();
                out.printf("%,d %s, %s:%n", size, kind.label(), database.rows());
                points.addAll(measure(kind, size, measures));
            }
        }
        return points;
    }

    /** A session that is open stays as it is. */
    private static void openSessions(BenchStack stack, List<Member> reporters) {
        for (Member reporter : reporters) {
            Ground.once(stack.gatewayPort(), Calls.startSession(reporter), Calls.WRITTEN);
            Ground.once(stack.gatewayPort(), Calls.read(reporter), Calls.READ);
        }
    }

    private List<HttpMeasure> measures(BenchStack stack, List<Member> writers, List<Member> reporters) {
        List<Member> few = writers.subList(0, FEW_AGENTS);
        return List.of(
                over(stack, Measures.READ, writers, Calls::read, Calls.READ),
                over(stack, Measures.WRITE, writers, Calls::comment, Calls.WRITTEN),
                over(stack, Measures.SESSION, reporters, Calls::comment, Calls.WRITTEN),
                over(
                        stack,
                        Measures.REPLAY,
                        few,
                        member -> Calls.comment(member, Ground.replayedKey(member)),
                        // The first of all makes the row that the others find.
                        Calls.WRITTEN));
    }

    private List<GrowthPoint> measure(Kind kind, int size, List<HttpMeasure> measures) throws InterruptedException {
        for (HttpMeasure measure : measures) {
            measure.run(1, time);
        }
        List<GrowthPoint> points = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (HttpMeasure measure : measures) {
                Sample sample = measure.run(1, time);
                if (sample.errors() > 0) {
                    throw new LocalStackException("With %d %s a call failed: %s"
                            .formatted(size, kind.label(), sample.problem().orElse("")));
                }
                out.printf(
                        "  round %d  %s  p50 %8.2f  p95 %8.2f ms%n",
                        round, measure.id(), sample.p50Millis(), sample.p95Millis());
                points.add(new GrowthPoint(kind.label(), size, measure.id(), round, sample));
            }
        }
        return points;
    }

    private HttpMeasure over(
            BenchStack stack, String id, List<Member> members, Function<Member, Request> request, String expected) {
        return new HttpMeasure(
                id,
                stack.gatewayPort(),
                caller -> shuffled(members, request, seed + orders.incrementAndGet()),
                keys,
                expected);
    }

    /** Requests of a caller's own, for one at a time may use them. */
    private static List<Request> shuffled(List<Member> members, Function<Member, Request> request, long seed) {
        List<Request> requests = new ArrayList<>(members.stream().map(request).toList());
        Collections.shuffle(requests, new Random(seed));
        return requests;
    }
}
