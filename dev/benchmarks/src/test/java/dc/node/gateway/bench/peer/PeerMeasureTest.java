package dc.node.gateway.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.Calls;
import dc.node.gateway.bench.measure.Measure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerMeasureTest {

    private static final Duration TIME = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final AtomicInteger sessions = new AtomicInteger();
    private volatile boolean broken;
    private HttpServer server;
    private Peer peer;
    private Measure measure;

    /** A script whose peer is this test's own server. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (request.contains("\"initialize\"")) {
                sessions.incrementAndGet();
            }
            byte[] answer =
                    "{\"serverInfo\":{},\"name\":\"%s\"}".formatted(Calls.READ).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(broken ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        Path script = Files.writeString(
                folder.resolve("own"), """
                #!/bin/sh
                case $1 in
                  start) exec sleep 60 ;;
                  endpoint) echo http://127.0.0.1:%d/mcp ;;
                  tool) echo read ;;
                  arguments) echo '{}' ;;
                esac
                """.formatted(server.getAddress().getPort()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        peer = Peer.start(
                new PeerScript(script, new PeerProcesses()), "http://127.0.0.1:1/mcp", folder.resolve("own.log"));
        measure = peer.measure(new Keys(1));
    }

    @AfterEach
    void end() {
        peer.close();
        server.stop(0);
    }

    @Test
    void callsThatFailAreCountedAndSessionsOpenedAnew() throws InterruptedException {
        assertThat(measure.run(2, TIME).succeeded()).isTrue();
        int opened = sessions.get();
        assertThat(measure.run(2, TIME).succeeded()).isTrue();
        assertThat(sessions).hasValue(opened);

        broken = true;
        Sample failed = measure.run(2, TIME);
        assertThat(failed.errors()).isPositive();
        assertThat(failed.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("HTTP 500"));

        broken = false;
        assertThat(measure.run(2, TIME).succeeded()).isTrue();
        assertThat(sessions).hasValue(opened + 2);
    }

    @Test
    void aPeerThatIsGoneFailsAndEndsNothing() throws InterruptedException {
        server.stop(0);

        Sample sample = measure.run(2, TIME);

        assertThat(sample.succeeded()).isFalse();
        assertThat(sample.problem()).isPresent();
        assertThat(measure.mayFail()).isTrue();
    }
}
