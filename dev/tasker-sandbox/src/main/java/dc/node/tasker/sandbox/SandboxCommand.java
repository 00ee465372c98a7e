package dc.node.tasker.sandbox;

import dc.node.tasker.sandbox.http.LoopbackServer.PortInUseException;
import dc.node.tasker.sandbox.store.DatabaseException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: starts a sandbox and leaves it serving until the process is told to stop. */
@Command(
        name = "tasker-sandbox",
        sortOptions = false,
        description = "A stand-in for Tasker on 127.0.0.1, with faults on demand.",
        footer = "Tokens come from the environment: NODEDC_INTERNAL_ACCESS_TOKEN and SANDBOX_ADMIN_TOKEN.")
public final class SandboxCommand implements Callable<Integer> {

    private static final String ACCESS_TOKEN = "NODEDC_INTERNAL_ACCESS_TOKEN";
    private static final String ADMIN_TOKEN = "SANDBOX_ADMIN_TOKEN";
    private static final int MAX_PORT = 65_535;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;

    @Option(names = "--port", required = true, description = "Port of the adapter, 0 for a free one.")
    private int port;

    @Option(names = "--control-port", required = true, description = "Port of the control API, 0 for a free one.")
    private int controlPort;

    @Option(names = "--database", required = true, description = "Database file; created where there is none.")
    @SuppressWarnings("NullAway.Init")
    private Path database;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides which requests a fault's rate strikes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--launcher-managed",
            split = ",",
            paramLabel = "IDENTIFIER",
            description = "Projects that refuse new members with 403 launcher_managed.")
    private List<String> launcherManaged = List.of();

    SandboxCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the command; the process ends early only when it cannot serve. */
    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new SandboxCommand(System.getenv())).execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter errors = spec.commandLine().getErr();
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            errors.println(problem.get());
            return CommandLine.ExitCode.USAGE;
        }
        try {
            // Not closed here: it serves until the shutdown hook closes it.
            Sandbox sandbox = Sandbox.start(settings());
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
            PrintWriter out = spec.commandLine().getOut();
            out.printf("ready tasker=%s control=%s%n", sandbox.taskerUri(), sandbox.controlUri());
            out.flush();
            return CommandLine.ExitCode.OK;
        } catch (PortInUseException | DatabaseException e) {
            errors.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Sandbox.Settings settings() {
        return new Sandbox.Settings(
                port,
                controlPort,
                database,
                environment.getOrDefault(ACCESS_TOKEN, ""),
                environment.getOrDefault(ADMIN_TOKEN, ""),
                seed,
                Set.copyOf(launcherManaged));
    }

    private Optional<String> problem() {
        for (String name : List.of(ACCESS_TOKEN, ADMIN_TOKEN)) {
            if (environment.getOrDefault(name, "").isBlank()) {
                return Optional.of("The environment variable " + name + " must hold a bearer token; it is not set.");
            }
        }
        for (int number : List.of(port, controlPort)) {
            if (number < 0 || number > MAX_PORT) {
                return Optional.of("A port is a number from 0 to " + MAX_PORT + ", not " + number + ".");
            }
        }
        return Optional.empty();
    }
}
