package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Ports;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./run verify-audit}. */
@Command(
        name = "verify-audit",
        description =
                "Compares the audit trail of a running stack with the seals over it; its exit code is 0 when it is whole.")
final class VerifyAuditCommand extends HelpfulCommand implements Callable<Integer> {

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--expect",
            paramLabel = "NUMBER:HASH",
            description = "a latest seal that was noted before: it must still be there, and the same")
    private @Nullable String expected;

    @Override
    public Integer call() {
        DataDirectory directory = data.directory();
        if (!Files.isDirectory(directory.root())) {
            throw new LocalStackException("There is no data folder " + directory.root() + ", so no trail either.");
        }
        Ports ports = Ports.kept(directory).orElseGet(Ports::standard);
        return LocalStack.of(directory, ports).gateway().verifyAudit(Optional.ofNullable(expected), System.out);
    }
}
