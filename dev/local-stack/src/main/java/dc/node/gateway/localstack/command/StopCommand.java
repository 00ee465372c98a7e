package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.DataLock;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.ProcessIdentity;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.part.Part;
import dc.node.gateway.localstack.part.Pause;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./run stop [PART]}. */
@Command(name = "stop", description = "Ends one part, or everything that runs on the data folder, within 30 seconds.")
final class StopCommand extends HelpfulCommand implements Callable<Integer> {

    /** Longer than a {@code ./run} takes that ends its parts one by one and kills each in the end. */
    private static final Duration UNTIL_MAIN_HAS_GONE = Duration.ofSeconds(22);

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            description = "gateway, temporal, tasker or postgres; all if left out")
    private @Nullable String part;

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        Optional<PartName> name = Optional.ofNullable(part).map(PartName::parse);
        if (!Files.isDirectory(directory.root())) {
            System.out.println("There is no data folder " + directory.root() + ", so nothing runs on it.");
            return 0;
        }
        LocalStack stack = LocalStack.of(directory, Ports.kept(directory).orElseGet(Ports::standard));
        name.ifPresentOrElse(one -> stopOne(stack, one), () -> stopAll(stack));
        return 0;
    }

    private static void stopOne(LocalStack stack, PartName name) {
        Part one = stack.part(name);
        boolean ran = one.isRunning();
        one.stop();
        RunFile.refresh(stack.data());
        System.out.println(name.id() + (ran ? " has ended." : " was not running."));
    }

    private static void stopAll(LocalStack stack) {
        boolean ran = stack.parts().stream().anyMatch(Part::isRunning);
        Optional<ProcessIdentity> main = DataLock.holder(stack.data());
        main.ifPresent(process -> endMain(stack, process));
        RunFile.delete(stack.data());
        stack.close();
        System.out.println(ran || main.isPresent() ? "Everything has ended." : "Nothing was running.");
    }

    private static void endMain(LocalStack stack, ProcessIdentity main) {
        main.terminate();
        if (!Pause.until(() -> !main.isAlive(), UNTIL_MAIN_HAS_GONE)) {
            main.kill();
            stack.parts().forEach(Part::kill);
        }
    }
}
