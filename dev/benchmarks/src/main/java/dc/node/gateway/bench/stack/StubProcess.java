package dc.node.gateway.bench.stack;

import dc.node.gateway.bench.report.Json;
import dc.node.gateway.bench.stub.Landing;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The upstream, and its switch. */
public final class StubProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final int port;
    private final ChildProcess process;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    StubProcess(int port, Path logs) {
        this.port = port;
        this.process = new ChildProcess(
                "The stub",
                logs,
                "stub.log",
                List.of("-XX:+UseSerialGC", "-Xmx256m"),
                List.of("stub", "--port", Integer.toString(port)));
    }

    public int port() {
        return port;
    }

    /** The upstream of proxies. */
    public String mcpUrl() {
        return "http://127.0.0.1:%d/mcp".formatted(port);
    }

    public long pid() {
        return process.pid();
    }

    /** From now on it notes which comments come in. */
    public void watch() {
        control("watch");
    }

    /** From now on it answers 503 to everything. */
    public void playDead() {
        control("down");
    }

    /** It answers again, and takes the time that comments need to come in from now on. */
    public void recover() {
        control("recover");
    }

    /** The comments since it was told to watch, each as often as it came. */
    public List<Landing> landings() {
        return List.of(Json.MAPPER.readValue(control("landings"), Landing[].class));
    }

    @Override
    public void close() {
        process.close();
    }

    private String control(String what) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/stub/%s".formatted(port, what)))
                .timeout(LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new LocalStackException("The stub does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("The run was interrupted.", e);
        }
    }
}
