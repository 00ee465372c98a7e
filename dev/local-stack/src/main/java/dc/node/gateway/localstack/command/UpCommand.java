package dc.node.gateway.localstack.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./run up}, the same as {@code ./run}. */
@Command(name = "up", description = "Starts everything and stays until Ctrl-C (the default).")
final class UpCommand extends HelpfulCommand implements Callable<Integer> {

    @Mixin
    private final UpOptions options = new UpOptions();

    @Override
    public Integer call() {
        return new Up(options, System.out).run();
    }
}
