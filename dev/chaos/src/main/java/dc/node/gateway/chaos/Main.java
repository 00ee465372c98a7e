package dc.node.gateway.chaos;

import dc.node.gateway.localstack.data.LocalStackException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./run chaos}. */
@Command(
        name = "./run chaos",
        description = {
            "Kills, stops and starts every part of a stack of its own, lets Tasker fail in every way it can, and has agents"
                    + " write all the while. Then compares what they were told with what Tasker has.",
            "Exit code 0: every acknowledged write has exactly one effect, in order, and every fault struck. 1: it has not,"
                    + " or the run failed or did not get that far."
        })
public final class Main implements Callable<Integer> {

    /** What a step takes at most on two cores, with the restart of a gateway in it. */
    private static final Duration TIME_PER_FAULT = Duration.ofSeconds(30);

    @Option(names = "--seed", description = "decides on faults and writes (default: random, and printed)")
    private @Nullable Long seed;

    @Option(
            names = "--writes",
            defaultValue = "200",
            description = "how many writes shall be acknowledged (default: ${DEFAULT-VALUE})")
    private int writes;

    @Option(
            names = "--faults",
            defaultValue = "8",
            description = "how many faults; a pair counts as two (default: ${DEFAULT-VALUE})")
    private int faults;

    @Option(names = "--agents", defaultValue = "4", description = "how many agents (default: ${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "no fault begins after this, such as 60s or 20m (default: half a minute for each fault)")
    private @Nullable Duration time;

    @Option(
            names = "--recovery",
            paramLabel = "TIME",
            defaultValue = "120s",
            description = "how long everything may take to end once all is mended (default: ${DEFAULT-VALUE})")
    private Duration recovery = Duration.ZERO;

    @Option(
            names = "--least-queued",
            paramLabel = "WRITES",
            defaultValue = "0",
            description = "fails unless so many writes were answered queued (default: ${DEFAULT-VALUE})")
    private int leastQueued;

    @Option(
            names = "--least-in-flight",
            paramLabel = "WRITES",
            defaultValue = "0",
            description = "fails unless so many writes were in flight at a fault (default: ${DEFAULT-VALUE})")
    private int leastInFlight;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "an empty folder for data and logs (default: a temporary one, kept only if something was found)")
    private @Nullable Path folder;

    @Option(names = "--report", paramLabel = "FILE", description = "writes all figures and findings there, as JSON")
    private @Nullable Path report;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this text")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .registerConverter(Duration.class, Main::duration)
                .setExecutionExceptionHandler((problem, commandLine, parsed) -> {
                    if (problem instanceof LocalStackException) {
                        commandLine.getErr().println(problem.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw problem;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        if (writes < 1 || faults < 1 || agents < 1) {
            throw new LocalStackException("--writes, --faults and --agents must be at least 1.");
        }
        if (leastQueued < 0 || leastInFlight < 0) {
            throw new LocalStackException("--least-queued and --least-in-flight must not be negative.");
        }
        Settings settings = new Settings(
                Optional.ofNullable(seed).orElseGet(() -> (long) new SecureRandom().nextInt(1_000_000)),
                writes,
                faults,
                agents,
                Optional.ofNullable(time).orElse(TIME_PER_FAULT.multipliedBy(faults)),
                recovery,
                leastQueued,
                leastInFlight,
                Optional.ofNullable(folder),
                Optional.ofNullable(report));
        return new Chaos(settings, System.out).run() ? 0 : 1;
    }

    /** Such as 90s, 20m or 1h. */
    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException("'%s' is no time such as 90s or 20m".formatted(text));
        }
    }
}
