package dc.node.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.config.GatewayRole;
import dc.node.gateway.config.RoleProperties;
import dc.node.gateway.health.HealthController.DependencyState;
import dc.node.gateway.health.HealthController.Readiness;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import io.temporal.client.WorkflowClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReadinessTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aPostgresThatAcceptsAndNeverAnswersIsDownWithinItsLimit() throws Exception {
        // Nobody accepts: the kernel does, and then there is silence.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HealthController health = new HealthController(probes(silent.getLocalPort()));
            Instant before = Instant.now();

            ResponseEntity<Readiness> answer = health.readiness();

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
            assertThat(answer.getStatusCode().value()).isEqualTo(503);
            Readiness readiness = Objects.requireNonNull(answer.getBody());
            assertThat(readiness.dependencies())
                    .containsEntry("postgres", new DependencyState("down", Optional.of("no answer within 2 s")));
        }
    }

    @Test
    void aPostgresThatAnswersIsEnoughToBeReady() {
        Answer answer = gateway.send("GET", "/readyz", Optional.empty(), "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .startsWith("{\"status\":\"ready\",\"dependencies\":{\"postgres\":{\"state\":\"up\"},");
        assertThat(answer.json()
                        .path("dependencies")
                        .path("tasker")
                        .path("state")
                        .asString())
                .isEqualTo("down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz", "/api/v1/meta/capabilities", "/api/v1/agent-session"})
    void itIsJsonWhateverTheCallerAccepts(String path) {
        String token = gateway.newToken(gateway.newAgent("owner-1")).text();
        for (String accept : new String[] {"text/html", "application/xml;q=0.9", "nonsense", "*/*"}) {
            Answer answer = gateway.send(gateway.request(path)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", accept));

            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            assertThat(answer.json().isObject()).isTrue();
        }
    }

    @Test
    void aProblemStaysOneWhateverTheCallerAccepts() {
        Answer answer = gateway.send(gateway.request("/api/v1/agents/bob")
                .header("Authorization", "Bearer " + TestGateway.ADMIN_TOKEN)
                .header("Accept", "text/html"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** The gateway's own, but for a Postgres on this port. */
    private static DependencyProbes probes(int port) {
        PGSimpleDataSource silent = new PGSimpleDataSource();
        silent.setServerNames(new String[] {"127.0.0.1"});
        silent.setPortNumbers(new int[] {port});
        silent.setConnectTimeout(2);
        silent.setSocketTimeout(10);
        return new DependencyProbes(
                JdbcClient.create(silent),
                gateway.bean(WorkflowClient.class),
                gateway.bean(Tasker.class),
                new RoleProperties(GatewayRole.ALL));
    }
}
