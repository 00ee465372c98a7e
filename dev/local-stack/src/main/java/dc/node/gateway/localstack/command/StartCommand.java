package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.RunFile;
import dc.node.gateway.localstack.part.Part;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ./run start PART}. */
@Command(name = "start", description = "Starts one part on its port and data, and returns when it answers.")
final class StartCommand extends HelpfulCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Parameters(paramLabel = "PART", description = "gateway, temporal, tasker or postgres")
    private String part = "";

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        PartName name = PartName.parse(part);
        Ports ports = Ports.kept(directory).orElseGet(Ports::standard);
        Part started = LocalStack.of(directory, ports).part(name);
        boolean ranBefore = started.isRunning();
        long begin = System.nanoTime();
        started.start();
        ports.keep(directory);
        RunFile.refresh(directory);
        System.out.println(String.format(
                Locale.ROOT,
                "%s %s (process %d, %.1f s).",
                name.id(),
                ranBefore ? "was running already and answers" : "answers",
                started.pid().orElse(0),
                (System.nanoTime() - begin) / 1e9));
        return 0;
    }
}
