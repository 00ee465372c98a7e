package dc.node.gateway.bench.stack;

import dc.node.gateway.localstack.LocalStack;
import dc.node.gateway.localstack.data.DataDirectory;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.data.Ports;
import dc.node.gateway.localstack.part.Part;
import dc.node.gateway.localstack.part.TemporalPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Postgres, Temporal, the stub and a gateway, each a process of its own, on free ports of 127.0.0.1. Whoever makes it closes it, also
 * when it does not come up or is stopped in the midst.
 */
public final class BenchStack implements AutoCloseable {

    private final Path folder;
    private final LocalStack parts;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final StubProcess stub;
    private boolean closed;

    /**
     * Starts everything and returns when all of it answers.
     *
     * @param folder an empty folder for data and logs
     * @throws LocalStackException when a part does not come up; then nothing is left running
     */
    public static BenchStack start(Path folder) {
        BenchStack stack = new BenchStack(folder);
        try {
            stack.begin();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private BenchStack(Path folder) {
        this.folder = folder;
        Ports ports = Ports.free(new Random());
        DataDirectory data = new DataDirectory(folder).create();
        ports.keep(data);
        this.parts = LocalStack.of(data, ports);
        endAlso(parts);
        // On Ctrl-C and SIGTERM, too.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        this.stub = new StubProcess(ports.tasker(), logs());
        endAlso(stub);
    }

    private void begin() {
        CompletableFuture<Void> temporal = CompletableFuture.runAsync(parts.temporal()::start);
        parts.postgres().start();
        parts.gateway().start();
        temporal.join();
        parts.gateway().awaitWorker();
    }

    /** Ends the gateway and starts it again: the seconds from its launch until it is ready. */
    public double restartGateway() {
        parts.gateway().stop();
        long began = System.nanoTime();
        parts.gateway().start();
        double seconds = (System.nanoTime() - began) / 1e9;
        parts.gateway().awaitWorker();
        return seconds;
    }

    public int gatewayPort() {
        return parts.ports().gateway();
    }

    public long gatewayPid() {
        return pid(parts.gateway());
    }

    public long temporalPid() {
        return pid(parts.temporal());
    }

    public String temporalUiUrl() {
        return parts.temporal().uiUrl();
    }

    public String adminToken() {
        return parts.secrets().adminToken();
    }

    public String jdbcUrl() {
        return parts.postgres().jdbcUrl();
    }

    public Path postgresLog() {
        return parts.postgres().log();
    }

    public String postgresPassword() {
        return parts.secrets().postgresPassword();
    }

    public String taskerAccessToken() {
        return parts.secrets().taskerAccessToken();
    }

    public StubProcess stub() {
        return stub;
    }

    /** Bare activities on the gateway's own Temporal server. */
    public BareProcess bare() {
        return bare("bare", parts.temporal());
    }

    /** Bare activities on a server of their own, which is started with nothing but its defaults. */
    public BareProcess bareUntuned() {
        Ports ports = Ports.free(new Random());
        DataDirectory data = new DataDirectory(folder.resolve("untuned")).create();
        TemporalPart untuned = TemporalPart.untuned(data, ports);
        endAlso(untuned);
        untuned.start();
        return bare("bare-untuned", untuned);
    }

    /** The parts, by the names that {@link Usage} has. */
    public Map<String, Long> processes() {
        return Map.of(
                Usage.GATEWAY,
                gatewayPid(),
                Usage.TEMPORAL,
                temporalPid(),
                Usage.POSTGRES,
                pid(parts.postgres()),
                Usage.STUB,
                stub.pid());
    }

    public Path logs() {
        try {
            return Files.createDirectories(folder.resolve("logs"));
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Ends everything, what was started last first. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            closeOne(running.pop());
        }
    }

    private BareProcess bare(String name, TemporalPart temporal) {
        BareProcess bare = new BareProcess(name, temporal.address(), pid(temporal), stub.port(), logs());
        endAlso(bare);
        return bare;
    }

    /** Has one more part ended with the stack; at once where the stack is being closed, and such a part does not start either. */
    private synchronized void endAlso(AutoCloseable part) {
        if (closed) {
            closeOne(part);
        } else {
            running.push(part);
        }
    }

    // Whatever one part's end meets, the others are ended too.
    @SuppressWarnings("CatchingUnchecked")
    private static void closeOne(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("A part did not end well: " + e);
        }
    }

    private static long pid(Part part) {
        return part.pid()
                .orElseThrow(() -> new LocalStackException(part.name().id() + " does not run; see " + part.log()));
    }
}
