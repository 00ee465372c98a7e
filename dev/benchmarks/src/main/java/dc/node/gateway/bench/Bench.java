package dc.node.gateway.bench;

import dc.node.gateway.bench.growth.Growth;
import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.growth.Kind;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Course;
import dc.node.gateway.bench.measure.Measure;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.measure.Outages;
import dc.node.gateway.bench.measure.Recovery;
import dc.node.gateway.bench.measure.Rounds;
import dc.node.gateway.bench.peer.Peer;
import dc.node.gateway.bench.report.Environment;
import dc.node.gateway.bench.report.Results;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.FlightRecorder;
import dc.node.gateway.bench.stack.StatementLog;
import dc.node.gateway.bench.stack.Versions;
import dc.node.gateway.localstack.data.ScratchFolder;
import dc.node.gateway.localstack.part.ProjectJars;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One run from its start to its end. */
final class Bench {

    private static final Set<String> PROFILED = Set.of(Measures.READ, Measures.WRITE, Measures.SESSION);
    private static final Duration PROFILE = Duration.ofSeconds(30);
    private static final Duration STATEMENTS = Duration.ofSeconds(1);

    private final Settings settings;
    private final PrintStream out;
    private final Keys keys;

    Bench(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.keys = new Keys(settings.seed());
    }

    /** Measures everything that is wanted. Whatever happens, no process is left behind. */
    Results run() throws InterruptedException {
        ScratchFolder scratch = ScratchFolder.of(settings.folder(), "tasker-gateway-bench-");
        out.printf("Seed %d. Data and logs are in %s%n", settings.seed(), scratch.path());
        List<GrowthPoint> growth = new ArrayList<>();
        if (settings.growth()) {
            for (Kind kind : Kind.values()) {
                growth.addAll(grow(scratch, kind));
            }
        }
        out.println("Starting Postgres, Temporal, an upstream in memory and a gateway ...");
        Results results;
        try (BenchStack stack = BenchStack.start(scratch.folder("main"))) {
            results = measure(stack, growth);
        }
        // Only after a good run: what went wrong stands in the logs.
        scratch.discard();
        return results;
    }

    private List<GrowthPoint> grow(ScratchFolder scratch, Kind kind) throws InterruptedException {
        out.printf("Starting a stack to let it grow ...%n");
        try (BenchStack stack = BenchStack.start(scratch.folder("growth-" + kind))) {
            return new Growth(keys, settings.seed(), settings.rounds(), settings.time(), settings.warmUp(), out)
                    .run(stack, kind);
        }
    }

    private Results measure(BenchStack stack, List<GrowthPoint> growth) throws InterruptedException {
        List<Double> starts = new ArrayList<>();
        for (int start = 1; start <= settings.starts(); start++) {
            starts.add(stack.restartGateway());
            out.printf("  the gateway started in %.2f s%n", starts.getLast());
        }
        Course course =
                Course.prepare(stack, keys, settings.only(), settings.callers()).with(startPeers(stack));
        Rounds rounds = new Rounds(stack, course.measures(), out);
        out.println("Warming up ...");
        rounds.warmUp(course.warmUpCallers(), settings.warmUp());
        List<Cell> cells = new ArrayList<>();
        List<Recovery> recoveries = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            cells.addAll(rounds.round(round, settings.callers(), settings.time()));
            if (settings.only().contains(Measures.RECOVERY)) {
                Outages outages = new Outages(stack, course.ground(), keys);
                recoveries.add(tell(outages.ofTasker(round)));
                recoveries.add(tell(outages.ofTemporal(round)));
            }
        }
        if (settings.jfr().isPresent()) {
            profile(stack, course, settings.jfr().get());
        }
        return new Results(
                Environment.here(ProjectJars.find().home(), Versions.of(stack)),
                settings.seed(),
                settings.rounds(),
                seconds(settings.time()),
                course.titles(),
                starts,
                cells,
                recoveries,
                growth);
    }

    /** After the rounds, for a profile costs time. */
    private void profile(BenchStack stack, Course course, Path folder) throws InterruptedException {
        FlightRecorder recorder = new FlightRecorder(stack.gatewayPid(), folder);
        StatementLog statements = new StatementLog(stack);
        for (Measure measure : course.measures()) {
            if (PROFILED.contains(measure.id())) {
                recorder.start();
                measure.run(course.warmUpCallers(), PROFILE);
                out.printf("  profile of %s: %s%n", measure.title(), recorder.stop(measure.id()));
                statements.start();
                measure.run(1, STATEMENTS);
                statements.stop(folder.resolve(measure.id() + "-statements.log"));
            }
        }
    }

    private List<Measure> startPeers(BenchStack stack) {
        List<Measure> measures = new ArrayList<>();
        for (String name : settings.peers()) {
            out.printf("Starting %s ...%n", name);
            Peer peer = Peer.start(peersFolder(), name, stack.stub().mcpUrl(), stack.logs());
            stack.endAlso(peer);
            measures.add(peer.measure(keys));
        }
        return measures;
    }

    static Path peersFolder() {
        return ProjectJars.find().home().resolve("dev/benchmarks/peers");
    }

    private Recovery tell(Recovery recovery) {
        out.printf(
                "  round %d  %s back: %d queued writes landed within %.1f s%n",
                recovery.round(),
                recovery.part(),
                recovery.landingMillis().size(),
                recovery.landingMillis().getLast() / 1e3);
        return recovery;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
