package dc.node.gateway.localstack.command;

import dc.node.gateway.localstack.data.DataDirectory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code ./run} and {@code ./run up} can be told. */
final class UpOptions {

    /** How the ports are chosen. */
    enum PortChoice {
        standard,
        auto
    }

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--ports",
            paramLabel = "auto",
            defaultValue = "standard",
            description = "'auto' takes free ports; chosen ports are kept in the data folder")
    private PortChoice ports = PortChoice.standard;

    @Option(names = "--no-demo", description = "do not play a session; one write proves that the stack works")
    private boolean noDemo;

    @Option(names = "--exit", description = "end everything after the session")
    private boolean exit;

    DataDirectory directory() {
        return data.directory();
    }

    boolean autoPorts() {
        return ports == PortChoice.auto;
    }

    boolean playsDemo() {
        return !noDemo;
    }

    boolean exitsAfterwards() {
        return exit;
    }
}
