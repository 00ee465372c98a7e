package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.data.LocalStackException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./run}: starts the stack unless told otherwise. */
@Command(
        name = "./run",
        description =
                "Starts Postgres, Temporal, a Tasker sandbox and the gateway on this machine and stays until Ctrl-C.",
        footer =
                "'./run chaos' and './run bench' are programs of their own: './run chaos --help', './run bench --help'.",
        subcommands = {
            UpCommand.class,
            StartCommand.class,
            StopCommand.class,
            SmokeCommand.class,
            VerifyAuditCommand.class
        })
public final class Main extends HelpfulCommand implements Callable<Integer> {

    @Mixin
    private final UpOptions options = new UpOptions();

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((problem, commandLine, parsed) -> {
                    if (problem instanceof LocalStackException) {
                        commandLine.getErr().println(problem.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw problem;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() {
        return new Up(options, System.out).run();
    }
}
