package dc.node.gateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestGateway.IssuedToken;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.ActivityClient;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Throws requests at the whole gateway, for some {@code -Dfuzz.seconds} (9) in all: none may be a fault, show what is inside, or
 * stay without an answer. {@code -Dfuzz.seed} repeats a run, whose seed stands in the failure and in the output. Tasker knows
 * nothing that is asked for, and Temporal carries out nothing it takes, so nothing a request says has an effect.
 */
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 9);
    /** Through each door, also where the machine is so busy that the time is over before: one in twenty gets behind it. */
    private static final int FEWEST = 300;

    private static final long SEED = Long.getLong("fuzz.seed", new Random().nextLong());

    private static HttpServer tasker;
    private static TestGateway gateway;
    private static String agentToken;

    /** Where requests go, and as whom. */
    enum Door {
        MCP {
            @Override
            Arbitrary<FuzzRequest> requests() {
                return Requests.toMcp(agentToken);
            }
        },
        TOOLS {
            @Override
            Arbitrary<FuzzRequest> requests() {
                return Requests.toTools(agentToken);
            }
        },
        ANY_PATH {
            @Override
            Arbitrary<FuzzRequest> requests() {
                return Arbitraries.of(TestGateway.ADMIN_TOKEN, agentToken)
                        .flatMap(token -> Requests.toAnyPath(paths(), token));
            }
        };

        abstract Arbitrary<FuzzRequest> requests();
    }

    /** Takes writes and never carries them out: their callers wait, and are told so by a stream of events. */
    static class IdleTemporal {
        @Bean
        @Primary
        ActivityClient idleActivities() {
            return (ActivityClient) Proxy.newProxyInstance(
                    ActivityClient.class.getClassLoader(),
                    new Class<?>[] {ActivityClient.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("start")) {
                            return null;
                        }
                        throw new StatusRuntimeException(Status.UNAVAILABLE);
                    });
        }
    }

    @BeforeAll
    static void start() throws IOException {
        tasker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tasker.createContext("/", FuzzTest::knowNothing);
        tasker.start();
        // What is allowed to be tried here is the form of a request, not how many there are.
        gateway = TestGateway.startWith(
                IdleTemporal.class,
                TestDatabase.create(),
                "gateway.pairing.attempts=1000000",
                "gateway.writes.wait-budget=50ms",
                "NODEDC_TASKER_INTERNAL_URL=http://127.0.0.1:"
                        + tasker.getAddress().getPort());
        UUID agent = gateway.newAgent("owner-of-the-fuzz");
        IssuedToken token = gateway.newToken(agent);
        agentToken = token.text();
        String scopes = """
                {"scopes": ["workspace:read", "project:read", "issue:read", "issue:create", "issue:update", "issue:move",
                 "issue:label", "issue:assign", "issue:comment", "issue:structured_blocks:write",
                 "project:member:add_existing"]}""";
        assertThat(gateway.admin("PUT", "/api/v1/agents/" + agent + "/grants/" + Requests.ID, scopes)
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        tasker.stop(0);
    }

    private static void knowNothing(HttpExchange exchange) throws IOException {
        byte[] answer =
                "{\"error\": {\"code\": \"not_found\", \"message\": \"There is no such thing\"}}".getBytes(UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(404, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnsweredAndNoneIsAFault(Door door) {
        System.out.printf("Fuzzing %s with -Dfuzz.seed=%d%n", door, SEED);
        JqwikSession.run(() -> fuzz(door));
    }

    private static void fuzz(Door door) {
        RandomGenerator<FuzzRequest> requests = door.requests().generator(1000, false);
        Random random = new Random(SEED);
        RawHttp http = new RawHttp(URI.create(gateway.url()));
        Map<Integer, Integer> answers = new TreeMap<>();
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos() / Door.values().length;
        int sent = 0;
        int wholeStreams = 0;
        do {
            FuzzRequest request = requests.next(random).value();
            RawAnswer answer = http.send(request);
            assertThat(answer.objections(request))
                    .as("-Dfuzz.seed=%d, %s%n%s%n--- answered%n%s", SEED, door, request, answer)
                    .isEmpty();
            answers.merge(answer.status(), 1, Integer::sum);
            sent++;
            if (answer.isEvents() && !request.mayBeAnsweredWithoutEnd()) {
                wholeStreams++;
            }
        } while (System.nanoTime() < end || sent < FEWEST);
        System.out.printf(
                "Fuzzing %s: requests by status %s, %d streams read to their end%n", door, answers, wholeStreams);
        // Requests that all failed at the door would have tried nothing behind it.
        assertThat(answers).containsKeys(200, 400);
        assertThat(wholeStreams > 0).as("streams were read to their end").isEqualTo(door == Door.MCP);
    }

    private static List<String> paths() {
        Stream<String> mapped = gateway
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getPatternValues().stream());
        Stream<String> others = Arrays.stream(new String[] {
            "/",
            "/mcp",
            "/t/acme/mcp",
            "/metrics",
            "/error",
            "/api/v1/openapi.json",
            "/.well-known/oauth-protected-resource/t/acme/mcp"
        });
        return Stream.concat(mapped, others).sorted().toList();
    }
}
