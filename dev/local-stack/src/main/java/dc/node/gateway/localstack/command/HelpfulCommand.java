package dc.node.gateway.localstack.command;

import picocli.CommandLine.Option;

/** Every command can be asked what it does. */
abstract class HelpfulCommand {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this text")
    @SuppressWarnings("UnusedVariable") // Only picocli looks at it.
    private boolean help;
}
