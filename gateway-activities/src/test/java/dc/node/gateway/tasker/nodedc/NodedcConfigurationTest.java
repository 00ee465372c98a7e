package dc.node.gateway.tasker.nodedc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.tasker.TaskerAvailability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Whether a process of each role learns of an outage without making calls of its own. */
class NodedcConfigurationTest {

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger asked = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @EnableScheduling
    static class Scheduling {}

    @BeforeEach
    void startTasker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(status.get(), 2);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().write('}');
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopTasker() {
        server.stop(0);
    }

    @Test
    void aProcessThatRunsNoWritesKnowsWithinSecondsThatTaskerIsDownAndThatItIsBack() {
        try (AnnotationConfigApplicationContext context = start("web")) {
            TaskerAvailability availability = context.getBean(TaskerAvailability.class);
            await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() >= 3);
            assertThat(availability.knownDown()).isFalse();

            status.set(503);
            await().atMost(Duration.ofSeconds(5)).until(availability::knownDown);

            status.set(200);
            await().atMost(Duration.ofSeconds(5)).until(() -> !availability.knownDown());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "worker"})
    void aProcessThatRunsWritesLearnsFromThemAndAsksNothing(String role) {
        try (AnnotationConfigApplicationContext context = start(role)) {
            assertThat(context.getBean(TaskerAvailability.class).knownDown()).isFalse();
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(3)).until(() -> asked.get() == 0);
        }
    }

    private AnnotationConfigApplicationContext start(String role) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "gateway.role",
                                role,
                                "nodedc.internal-url",
                                "http://127.0.0.1:" + server.getAddress().getPort(),
                                "nodedc.access-token",
                                "secret")));
        context.register(NodedcConfiguration.class, Scheduling.class);
        context.refresh();
        return context;
    }
}
