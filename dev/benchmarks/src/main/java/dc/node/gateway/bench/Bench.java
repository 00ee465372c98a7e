package dc.node.gateway.bench;

import dc.node.gateway.bench.growth.Growth;
import dc.node.gateway.bench.growth.Kind;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.measure.Course;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.measure.Outages;
import dc.node.gateway.bench.measure.Recovery;
import dc.node.gateway.bench.measure.Rounds;
import dc.node.gateway.bench.peer.Peers;
import dc.node.gateway.bench.report.Environment;
import dc.node.gateway.bench.report.Journal;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.report.Results;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.FlightRecorder;
import dc.node.gateway.bench.stack.JavaOptions;
import dc.node.gateway.bench.stack.Quiet;
import dc.node.gateway.bench.stack.StatementLog;
import dc.node.gateway.bench.stack.Versions;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.ScratchFolder;
import dc.node.gateway.localstack.part.ProjectJars;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One run from its start to its end. */
final class Bench {

    private static final Set<String> PROFILED = Set.of(Measures.READ, Measures.WRITE, Measures.SESSION);
    static final String PEERS = "dev/benchmarks/peers";
    private static final Duration PROFILE = Duration.ofSeconds(30);
    private static final Duration STATEMENTS = Duration.ofSeconds(1);

    private final Settings settings;
    private final Plan plan;
    private final PrintStream out;
    private final Keys keys;

    Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.plan = settings.plan();
        this.out = out;
        this.keys = new Keys(plan.seed());
    }

    /**
     * Measures everything that is wanted. Whatever happens, no process is left behind, and what was measured is in the file of
     * figures.
     */
    Results run() throws InterruptedException {
        ScratchFolder scratch = ScratchFolder.of(settings.folder(), "tasker-gateway-bench-");
        out.printf("Seed %d. Data and logs are in %s%n", plan.seed(), scratch.path());
        Path home = ProjectJars.find().home();
        out.println("Waiting until nothing else runs on this machine, half a minute at most ...");
        Journal journal = new Journal(settings.figures(), plan, Environment.here(home, Quiet.awaitMachine()));
        // What an earlier run left there is not this one's.
        journal.write();
        try (Peers peers = new Peers(scratch.folder("peers"), journal, out)) {
            peers.install(home.resolve(PEERS), plan.peers());
            if (plan.growth()) {
                for (Kind kind : Kind.values()) {
                    grow(scratch, kind, journal);
                }
            }
            out.println("Starting Postgres, Temporal, an upstream in memory and a gateway ...");
            // Peers end before the upstream that they are connected to.
            try (BenchStack stack = BenchStack.start(scratch.folder("main"));
                    peers) {
                measure(stack, peers, journal);
            }
            journal.finish();
        } finally {
            journal.write();
            out.printf("All figures are in %s%n", settings.figures());
        }
        Results results = journal.results();
        // Only after a good run: what went wrong stands in the logs, also what peers met.
        if (results.missing().isEmpty()
                && results.cells().stream().allMatch(cell -> cell.sample().succeeded())) {
            scratch.discard();
        }
        return results;
    }

    private void grow(ScratchFolder scratch, Kind kind, Journal journal) throws InterruptedException {
        out.println("Starting a stack to let it grow ...");
        try (BenchStack stack = BenchStack.start(scratch.folder("growth-" + kind))) {
            new Growth(keys, plan, journal, out).run(stack, kind);
        }
    }

    private void measure(BenchStack stack, Peers peers, Journal journal) throws InterruptedException {
        for (int start = 1; start <= plan.starts(); start++) {
            double seconds = stack.restartGateway();
            journal.started(seconds);
            out.printf("  the gateway started in %.2f s%n", seconds);
        }
        Map<String, String> versions = new LinkedHashMap<>(Versions.of(stack));
        versions.putAll(peers.versions());
        journal.ran(versions, JavaOptions.of(stack.gatewayPid()));
        List<Measure> others = peers.start(stack.stub().mcpUrl()).stream()
                .map(peer -> peer.measure(keys))
                .toList();
        Course course = Course.prepare(stack, keys, plan).with(others);
        Rounds rounds = new Rounds(stack, course.measures(), plan, journal, out);
        out.println("Warming up ...");
        rounds.warmUp(course.warmUpCallers());
        for (int round = 1; round <= plan.rounds(); round++) {
            rounds.round(round);
            journal.write();
        }
        if (plan.measures().contains(Measures.RECOVERY)) {
            Outages outages = new Outages(stack, course.ground(), keys);
            for (int writers : plan.callers()) {
                recovered(journal, outages.ofTasker(writers));
                recovered(journal, outages.ofTemporal(writers));
            }
        }
        if (settings.jfr().isPresent()) {
            profile(stack, course, settings.jfr().get());
        }
    }

    private void recovered(Journal journal, Recovery recovery) {
        journal.recovered(recovery);
        out.printf(
                "  %s back: %d queued writes landed within %.1f s%n",
                recovery.part(), recovery.writers(), recovery.landingMillis().getLast() / 1e3);
    }

    /**
     * After the rounds, for a profile costs time.
     *
     * @throws LocalStackException when a call failed: a profile of calls that fail tells nothing
     */
    private void profile(BenchStack stack, Course course, Path folder) throws InterruptedException {
        FlightRecorder recorder = new FlightRecorder(stack.gatewayPid(), folder);
        StatementLog statements = new StatementLog(stack);
        for (Measure measure : course.measures()) {
            if (PROFILED.contains(measure.id())) {
                recorder.start();
                measure.run(course.warmUpCallers(), PROFILE).orFail(measure.title() + ", profiled");
                out.printf("  profile of %s: %s%n", measure.title(), recorder.stop(measure.id()));
                statements.start();
                measure.run(1, STATEMENTS).orFail(measure.title() + ", its statements logged");
                statements.stop(folder.resolve(measure.id() + "-statements.log"));
            }
        }
    }
}
