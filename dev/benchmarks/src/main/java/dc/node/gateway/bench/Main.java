package dc.node.gateway.bench;

import dc.node.gateway.bench.bare.BareCommand;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.peer.Peers;
import dc.node.gateway.bench.report.Plan;
import dc.node.gateway.bench.report.Report;
import dc.node.gateway.bench.report.Results;
import dc.node.gateway.bench.stub.StubCommand;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.ProjectJars;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./run bench}. */
@Command(
        name = "./run bench",
        subcommands = {StubCommand.class, BareCommand.class},
        description = {
            "Measures the gateway on a stack of its own, in interleaved rounds, against what it stands in front of, and"
                    + " writes docs/PERFORMANCE.md, its plots and docs/performance.json once all is measured.",
            "Exit code 0: every limit that the run was to measure is measured and kept. 1: a call of the gateway or of a bare"
                    + " activity failed, or the run did not get to its end. 2: an option is wrong. 3: all is measured, but a"
                    + " limit is not kept, or not measured because a peer failed."
        })
public final class Main implements Callable<Integer> {

    private static final Set<String> GUARDED = Set.of(Measures.DIRECT, Measures.READ, Measures.BARE, Measures.WRITE);
    private static final String GROWTH = "growth";
    private static final int STARTS = 3;
    private static final int LIMIT_BROKEN = 3;
    private static final int WRITES_TAKE = 3;
    private static final String EVERY_PEER = "all";

    @Option(
            names = "--rounds",
            description =
                    "how often each figure is taken (default: 5, with --quick 3); growth at most 3 times, recoveries once")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            description =
                    "how long each takes in each round (default: 4, with --quick 1.5); writes take three times that")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "how long each runs before the first round (default: 20, with --quick 8); writes three times that")
    private @Nullable Double warmUp;

    @Option(
            names = "--callers",
            split = ",",
            description =
                    "numbers of concurrent callers (default: 1,16,64, with --quick 1,16); without one of these three no"
                            + " document is written")
    private @Nullable List<Integer> callers;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "MEASURE",
            description = "some of a to h, u and growth, as docs/PERFORMANCE.md has them; then no document is written")
    private @Nullable List<String> only;

    @Option(names = "--quick", description = "the regression guard: reads and writes alone, wider limits, no document")
    private boolean quick;

    @Option(names = "--growth", description = "also what calls take when there is much of everything (some 20 minutes)")
    private boolean growth;

    @Option(
            names = "--peers",
            split = ",",
            arity = "0..1",
            fallbackValue = EVERY_PEER,
            paramLabel = "NAME",
            description =
                    "also other products, by the names of the scripts in dev/benchmarks/peers (default: all of them)")
    private @Nullable List<String> peers;

    @Option(
            names = "--jfr",
            paramLabel = "DIR",
            description =
                    "profiles of the gateway and Postgres's statements at reads, writes and comments in sessions, apart")
    private @Nullable Path jfr;

    @Option(names = "--seed", description = "decides on keys and orders (default: random, and recorded)")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where all figures go as JSON, also those of a run that is ended early (default:"
                    + " dev/benchmarks/target/bench.json); if it is given, no document is written")
    private @Nullable Path outFile;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "an empty folder for data and logs (default: a temporary one, kept only after a failure)")
    private @Nullable Path folder;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "measures nothing: writes the document, its plots and docs/performance.json from such a file, which"
                            + " must be of a run of all measures with 1, 16 and 64 callers")
    private @Nullable Path from;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this text")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((problem, commandLine, parsed) -> {
            if (problem instanceof LocalStackException) {
                commandLine.getErr().println(problem.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw problem;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        Path home = ProjectJars.find().home();
        Results results = from != null ? Results.read(from) : new Bench(settings(home), System.out).run();
        boolean document = !quick
                && only == null
                && (from != null || (outFile == null && results.plan().isWhole()));
        Report report = new Report(results, quick);
        report.print(System.out);
        if (document) {
            // Both or neither, so that they are of one run.
            report.writeDocument(home.resolve("docs"));
            results.write(home.resolve("docs/performance.json"));
        }
        if (report.holds()) {
            return CommandLine.ExitCode.OK;
        }
        return results.finished() ? LIMIT_BROKEN : CommandLine.ExitCode.SOFTWARE;
    }

    private Settings settings(Path home) {
        double eachSeconds = Optional.ofNullable(seconds).orElse(quick ? 1.5 : 4.0);
        Plan plan = new Plan(
                Optional.ofNullable(seed).orElseGet(() -> (long) new SecureRandom().nextInt(1_000_000)),
                Optional.ofNullable(rounds).orElse(quick ? 3 : 5),
                eachSeconds,
                eachSeconds * WRITES_TAKE,
                Optional.ofNullable(warmUp).orElse(quick ? 8.0 : 20.0),
                quick ? 0 : STARTS,
                Optional.ofNullable(callers).orElse(quick ? List.of(1, 16) : List.of(1, 16, 64)),
                List.copyOf(measures()),
                growth || (only != null && only.contains(GROWTH)),
                peers(home.resolve(Bench.PEERS)));
        if (plan.rounds() < 1
                || plan.time().isNegative()
                || plan.time().isZero()
                || plan.warmUp().isNegative()
                || plan.callers().stream().anyMatch(number -> number < 1)) {
            throw wrong("--rounds, --seconds and --callers must be positive.");
        }
        Path figures = Optional.ofNullable(outFile).orElse(home.resolve("dev/benchmarks/target/bench.json"));
        return new Settings(plan, figures, Optional.ofNullable(folder), Optional.ofNullable(jfr));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Set<String> measures() {
        Set<String> all = new LinkedHashSet<>(Measures.ALL);
        if (only != null) {
            if (!only.stream().allMatch(name -> all.contains(name) || name.equals(GROWTH))) {
                throw wrong("--only takes some of %s,%s.".formatted(String.join(",", Measures.ALL), GROWTH));
            }
            all.retainAll(only);
        } else if (quick) {
            all.retainAll(GUARDED);
        }
        return all;
    }

    private List<String> peers(Path scripts) {
        if (peers == null) {
            return List.of();
        }
        List<String> all = Peers.names(scripts);
        if (peers.equals(List.of(EVERY_PEER))) {
            return all;
        }
        if (!all.containsAll(peers)) {
            throw wrong("--peers takes some of %s.".formatted(String.join(",", all)));
        }
        return peers;
    }
}
