package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.part.ProjectJars;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data folder a command works on. */
final class DataOption {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where everything is kept (default: .local in the project's folder)")
    private @Nullable Path folder;

    DataDirectory directory() {
        return new DataDirectory(Optional.ofNullable(folder)
                .orElseGet(() -> ProjectJars.find().home().resolve(".local")));
    }
}
