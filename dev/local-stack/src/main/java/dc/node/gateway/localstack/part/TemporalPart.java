package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.FreePorts;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Temporal's development server with its UI, over a database file, tuned as the gateway needs it. */
public final class TemporalPart extends ProcessPart {

    public static final String NAMESPACE = "default";

    /** The gateway marks its activities and workflows with these; all are of type Keyword. */
    public static final List<String> SEARCH_ATTRIBUTES = List.of(
            "TaskerAgent",
            "TaskerOwner",
            "TaskerWorkspace",
            "TaskerProject",
            "TaskerIssue",
            "TaskerTool",
            "TaskerSession");

    /** The default of 20 a second delays every activity by about 35 ms; the rest lets operators pause and batch. */
    private static final List<String> DYNAMIC_CONFIG = List.of(
            "history.transferProcessorMaxPollRPS=2000",
            "history.enableStandaloneActivityOperatorCommands=true",
            "frontend.enableBatchOperationsForStandaloneActivities=true",
            "matching.enableFairness=true",
            "system.forceSearchAttributesCacheRefreshOnRead=false");

    private static final Duration REGISTER_LIMIT = Duration.ofSeconds(10);

    private final Ports ports;
    private final int port;
    private final int uiPort;
    private final List<String> tuning;

    /** Looks for the Temporal CLI only when it is started. */
    public TemporalPart(DataDirectory data, Ports ports) {
        this(data, ports, tuning());
    }

    /** The server as it is without the gateway's settings, to compare with. */
    public static TemporalPart untuned(DataDirectory data, Ports ports) {
        return new TemporalPart(data, ports, List.of());
    }

    private TemporalPart(DataDirectory data, Ports ports, List<String> tuning) {
        super(data, PartName.TEMPORAL, ports);
        this.tuning = tuning;
        this.ports = ports;
        this.port = ports.temporal();
        this.uiPort = ports.temporalUi();
    }

    /** Host and port of the server, as {@code TEMPORAL_ADDRESS} takes it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public String uiUrl() {
        return "http://127.0.0.1:" + uiPort;
    }

    @Override
    Launch prepare() {
        Path cli = TemporalCli.find(data);
        return new Launch(command(cli), Map.of(), process -> isReady(cli));
    }

    private List<String> command(Path cli) {
        // Nobody asks for these two by number, and the server would otherwise take ports of outgoing connections.
        List<Integer> inner = ports.further(2, new Random());
        List<String> command = new ArrayList<>(List.of(cli.toString(), "server", "start-dev"));
        command.addAll(List.of("--ip", "127.0.0.1", "--port", "" + port, "--ui-port", "" + uiPort));
        command.addAll(List.of("--http-port", "" + inner.getFirst(), "--metrics-port", "" + inner.getLast()));
        command.addAll(List.of("--headless=false", "--ui-disable-news-fetch"));
        command.addAll(List.of(
                "--db-filename", data.folder(name()).resolve("temporal.db").toString()));
        command.addAll(tuning);
        return command;
    }

    /** What the server is told beside where to listen and where to store. */
    public static List<String> tuning() {
        List<String> arguments = new ArrayList<>(
                List.of("--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"));
        DYNAMIC_CONFIG.forEach(value -> arguments.addAll(List.of("--dynamic-config-value", value)));
        SEARCH_ATTRIBUTES.forEach(name -> arguments.addAll(List.of("--search-attribute", name + "=Keyword")));
        return arguments;
    }

    /**
     * It serves once it has taken the search attributes. They are registered at every start: the server looks at its
     * own argument only when the database file is new.
     */
    private boolean isReady(Path cli) {
        return FreePorts.answers(port) && FreePorts.answers(uiPort) && registerSearchAttributes(cli);
    }

    private boolean registerSearchAttributes(Path cli) {
        List<String> command = new ArrayList<>(List.of(cli.toString(), "operator", "search-attribute", "create"));
        command.addAll(List.of("--address", address(), "--namespace", NAMESPACE, "--type", "Keyword"));
        // What this user has set up for other servers, such as an API key, is not for this one.
        command.addAll(List.of("--disable-config-file", "--disable-config-env"));
        SEARCH_ATTRIBUTES.forEach(name -> command.addAll(List.of("--name", name)));
        return Command.run(command, "", REGISTER_LIMIT).succeeded();
    }

    @Override
    Duration startLimit() {
        return Duration.ofMinutes(1);
    }

    @Override
    Duration stopLimit() {
        return Duration.ofSeconds(6);
    }
}
