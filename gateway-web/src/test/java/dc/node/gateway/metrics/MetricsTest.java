package dc.node.gateway.metrics;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Who may read the meters, what else of the actuator can be reached (nothing), and what they count. */
class MetricsTest {

    private static final Duration A_LOOK_LATER = Duration.ofSeconds(30);

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static UUID agent;
    private static String agentToken;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
        agent = gateway.newAgent("owner-1");
        agentToken = gateway.newToken(agent).text();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void onlyTheAdministratorReadsThem() {
        assertThat(gateway.send("GET", "/metrics", Optional.empty(), "").status())
                .isEqualTo(401);
        assertThat(gateway.send("GET", "/metrics", Optional.of(agentToken), "").status())
                .isEqualTo(401);

        Answer answer = gateway.admin("GET", "/metrics", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.text()).contains("gateway_tasker_up", "gateway_temporal_up", "jvm_memory_used_bytes");
    }

    @Test
    void nothingElseOfTheActuatorIsMapped() {
        assertThat(gateway.bean("webEndpointServletHandlerMapping", RequestMappingInfoHandlerMapping.class)
                        .getHandlerMethods()
                        .keySet())
                .flatExtracting(mapping -> mapping.getPatternValues())
                .containsExactly("/metrics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health",
                "/prometheus",
                "/health",
                "/info",
                "/env",
                "/beans",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/shutdown",
                "/metrics/jvm.memory.used"
            })
    void notEvenTheAdministratorFindsAnotherEndpoint(String path) {
        assertThat(gateway.admin("GET", path, "").status()).isEqualTo(404);
        assertThat(gateway.admin("POST", path, "").status()).isEqualTo(404);
    }

    @Test
    void aProcessThatOnlyRunsWritesServesThemBehindTheSameCredential() {
        try (TestGateway worker = TestGateway.start(DATABASE, "GATEWAY_ROLE=worker")) {
            assertThat(worker.send("GET", "/metrics", Optional.empty(), "").status())
                    .isEqualTo(401);
            assertThat(worker.admin("GET", "/metrics", "").text()).contains("gateway_writes_pending");
            assertThat(worker.admin("GET", "/api/v1/agents", "").status()).isEqualTo(404);
        }
    }

    @Test
    void withoutAConfiguredCredentialNobodyReadsThem() {
        try (TestGateway off = TestGateway.start(DATABASE, "GATEWAY_ADMIN_TOKEN=")) {
            assertThat(off.send("GET", "/metrics", Optional.of(""), "").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void callsAreCountedByToolAndOutcomeAndWhatCallersMadeUpIsNoTag() {
        call("/api/v1/tools/tasker_made_up_" + agent);
        call("/api/v1/tools/tasker_get_issue");

        String metrics = metrics();

        assertThat(metrics)
                .contains("gateway_calls_seconds_count{outcome=\"unknown_tool\",tool=\"none\"} 1")
                .contains("gateway_calls_seconds_count{outcome=\"scope_denied\",tool=\"tasker_get_issue\"} 1")
                .doesNotContain("made_up", agent.toString());
    }

    @Test
    void whatWaitsIsCountedByStateWithTheAgeOfTheOldest() {
        await().atMost(A_LOOK_LATER).untilAsserted(() -> {
            assertThat(value("gateway_writes_pending{state=\"accepted\"}")).isZero();
            assertThat(value("gateway_writes_oldest_pending_seconds")).isZero();
        });

        insert("accepted", Instant.now().minusSeconds(3600));
        insert("dispatched", Instant.now());
        insert("dispatched", Instant.now());

        await().atMost(A_LOOK_LATER).untilAsserted(() -> {
            assertThat(value("gateway_writes_pending{state=\"accepted\"}")).isEqualTo(1);
            assertThat(value("gateway_writes_pending{state=\"dispatched\"}")).isEqualTo(2);
            assertThat(value("gateway_writes_oldest_pending_seconds")).isBetween(3600.0, 3700.0);
        });
    }

    @Test
    void withoutTheDatabaseTheyAreReadAllTheSameAndWhatWaitsIsUnknown() {
        TestDatabase database = TestDatabase.create();
        try (TestGateway alone = TestGateway.start(database)) {
            database.goAway();
            await().atMost(A_LOOK_LATER)
                    .untilAsserted(
                            () -> assertThat(alone.admin("GET", "/metrics", "").text())
                                    .contains(
                                            "gateway_writes_pending{state=\"accepted\"} NaN",
                                            "gateway_writes_oldest_pending_seconds NaN"));
            database.comeBack();
            await().atMost(A_LOOK_LATER)
                    .untilAsserted(
                            () -> assertThat(alone.admin("GET", "/metrics", "").text())
                                    .contains("gateway_writes_pending{state=\"accepted\"} 0.0"));
        }
    }

    /** Left alone by the sweepers, which have no Temporal here. */
    private static void insert(String state, Instant acceptedAt) {
        DATABASE.jdbc()
                .sql("""
                insert into write_operation (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments,
                                             target_label, state, accepted_at, sweep_after)
                values (gen_random_uuid(), :agent, 'tasker_append_comment', gen_random_uuid(), true, 'f', '{}', 'CORE-1',
                        :state, :acceptedAt, 'infinity')""")
                .param("agent", agent)
                .param("state", state)
                .param("acceptedAt", acceptedAt.atOffset(UTC))
                .update();
    }

    private static void call(String path) {
        gateway.send("POST", path, Optional.of(agentToken), "{}");
    }

    private static double value(String meter) {
        return Pattern.compile("^" + Pattern.quote(meter) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics())
                .results()
                .map((MatchResult match) -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElseThrow();
    }

    private static String metrics() {
        return gateway.admin("GET", "/metrics", "").text();
    }
}
