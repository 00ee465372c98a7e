package dc.node.gateway.localstack;

import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.PartName;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.data.Secrets;
import dc.node.gateway.localstack.part.GatewayPart;
import dc.node.gateway.localstack.part.Part;
import dc.node.gateway.localstack.part.PostgresPart;
import dc.node.gateway.localstack.part.ProjectJars;
import dc.node.gateway.localstack.part.TaskerPart;
import dc.node.gateway.localstack.part.TemporalPart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All parts of one data folder. They outlive this Java process: whoever starts a stack closes it.
 *
 * @param data    where everything of it is kept
 * @param ports   where its parts listen
 * @param secrets what its parts open to each other with
 */
public record LocalStack(
        DataDirectory data,
        Ports ports,
        Secrets secrets,
        GatewayPart gateway,
        TemporalPart temporal,
        TaskerPart tasker,
        PostgresPart postgres)
        implements AutoCloseable {

    /** The stack of a data folder, on these ports; makes its secrets when there are none, and starts nothing. */
    public static LocalStack of(DataDirectory data, Ports ports) {
        return of(data, ports, Map.of());
    }

    /** The same with further settings for the gateway, by their names in the environment. */
    public static LocalStack of(DataDirectory data, Ports ports, Map<String, String> gatewaySettings) {
        Secrets secrets = Secrets.of(data.create());
        ProjectJars jars = ProjectJars.find();
        return new LocalStack(
                data,
                ports,
                secrets,
                new GatewayPart(data, ports, secrets, jars, gatewaySettings),
                new TemporalPart(data, ports),
                new TaskerPart(data, ports, secrets, jars),
                new PostgresPart(data, ports, secrets));
    }

    /** One more gateway on this stack, on a free port of its own and with a folder of its own for its log. */
    public GatewayPart anotherGateway(Map<String, String> settings) {
        DataDirectory folder = new DataDirectory(data.root().resolve("gateway-2")).create();
        return new GatewayPart(folder, ports.withFreeGateway(new Random()), secrets, ProjectJars.find(), settings);
    }

    /**
     * Starts what does not run and returns when all of it answers.
     *
     * @throws LocalStackException when a part does not come up; the others may then be running, until {@link #close}
     */
    public void start() {
        // The gateway needs Postgres to start; it meets the others when they are there, and its own start takes
        // longest.
        inParallel(List.of(temporal::start, tasker::start, this::startPostgresAndGateway));
        gateway.awaitWorker();
    }

    public Part part(PartName name) {
        return switch (name) {
            case GATEWAY -> gateway;
            case TEMPORAL -> temporal;
            case TASKER -> tasker;
            case POSTGRES -> postgres;
        };
    }

    /** Every part, in the order in which they are ended. */
    public List<Part> parts() {
        return Arrays.stream(PartName.values()).map(this::part).toList();
    }

    /** Ends every part, whoever started it; the gateway first, for it needs the others to end well. */
    @Override
    public void close() {
        gateway.close();
        inParallel(List.of(temporal::close, tasker::close, postgres::close));
    }

    private void startPostgresAndGateway() {
        postgres.start();
        gateway.start();
    }

    private static void inParallel(List<Runnable> actions) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(actions.stream()
                            .map(action -> CompletableFuture.runAsync(action, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalStackException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
