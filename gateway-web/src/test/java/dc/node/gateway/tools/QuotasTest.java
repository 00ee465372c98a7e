package dc.node.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.upkeep.Upkeep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/**
 * Quotas of a grant, on two gateways with one database, at a time of the test's choosing. Neither Tasker nor Temporal is
 * there: a read passes the quota and is then refused by Tasker's absence, a write is accepted and queued.
 */
class QuotasTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:10Z");
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static TestGateway replica;

    private UUID agent;
    private UUID project;
    private String token;

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(ChosenTime.class, DATABASE, "gateway.writes.wait-budget=0s");
        replica = TestGateway.startWith(ChosenTime.class, DATABASE, "gateway.writes.wait-budget=0s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        replica.close();
    }

    @BeforeEach
    void makeAgent() {
        NOW.set(NOON);
        agent = gateway.newAgent("owner-1");
        project = UUID.randomUUID();
        token = gateway.newToken(agent).text();
    }

    @Test
    void aCallBeyondTheMinutesQuotaIsRefusedUntilTheNextMinute() {
        grant("\"calls_per_minute\": 3");
        for (int i = 0; i < 3; i++) {
            assertThat(read().status()).isEqualTo(503);
        }

        Answer refused = read();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("50");
        JsonNode error = refused.json().path("error");
        assertThat(error.path("code").asString()).isEqualTo("quota_exceeded");
        assertThat(error.path("retryable").asBoolean()).isTrue();
        assertThat(error.path("details").toString())
                .isEqualTo(
                        "{\"quota\":\"calls_per_minute\",\"limit\":3,\"retry_after_seconds\":50,\"project_id\":\"%s\"}"
                                .formatted(project));
        assertThat(lastReason()).isEqualTo("quota_exceeded");
        NOW.set(NOON.plusSeconds(50));
        assertThat(read().status()).isEqualTo(503);
    }

    @Test
    void ofAHundredCallsAtOnceOnTwoReplicasTenPass() {
        grant("\"calls_per_minute\": 10");

        List<Integer> statuses = atOnce(number -> read(number % 2 == 0 ? gateway : replica));

        assertThat(statuses).filteredOn(status -> status == 503).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(90);
    }

    @Test
    void ofAHundredWritesAtOnceOnTwoReplicasTenAreAccepted() {
        grant("\"writes_per_day\": 10");

        List<Integer> statuses = atOnce(number -> write(number % 2 == 0 ? gateway : replica, "key-" + number));

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(90);
        assertThat(writes()).isEqualTo(10);
    }

    @Test
    void aWriteBeyondTheDaysQuotaIsRefusedUntilTheNextDay() {
        grant("\"writes_per_day\": 1");
        assertThat(write("a").status()).isEqualTo(200);

        Answer refused = write("b");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After"))
                .isEqualTo(Long.toString(Duration.ofHours(12).minusSeconds(10).toSeconds()));
        assertThat(refused.json().path("error").path("details").toString())
                .isEqualTo("{\"quota\":\"writes_per_day\",\"limit\":1,\"retry_after_seconds\":43190}");
        assertThat(lastReason()).isEqualTo("quota_exceeded");
        assertThat(writes()).isEqualTo(1);
        NOW.set(Instant.parse("2026-03-01T23:59:59.999Z"));
        assertThat(write("b").status()).isEqualTo(429);
        NOW.set(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(write("b").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoNewWriteUsesNothingUpAndIsAnsweredWhenNothingIsLeft() {
        grant("\"writes_per_day\": 3");
        write("a");

        assertThat(write("a").json().path("replayed").asBoolean()).isTrue();
        assertThat(send(gateway, "tasker_create_issue", body("a", "another name"))
                        .status())
                .as("the same key with other arguments")
                .isEqualTo(409);
        assertThat(send(gateway, "tasker_create_issue", "{\"project_id\": \"%s\"}".formatted(project))
                        .status())
                .isEqualTo(400);
        assertThat(keyless().json().path("deduplicated").asBoolean()).isFalse();
        assertThat(keyless().json().path("deduplicated").asBoolean()).isTrue();
        assertThat(write("c").status()).as("the third").isEqualTo(200);

        assertThat(write("d").status()).isEqualTo(429);
        assertThat(write("a").json().path("replayed").asBoolean()).isTrue();
        assertThat(keyless().json().path("deduplicated").asBoolean()).isTrue();
    }

    @Test
    void aRefusedStartOpensNoSession() {
        grant("\"writes_per_day\": 1");
        write("a");

        Answer start = send(gateway, "tasker_start_work_session", "{\"project_id\": \"%s\"}".formatted(project));

        assertThat(start.status()).isEqualTo(429);
        assertThat(DATABASE.jdbc()
                        .sql("select count(*) from work_session where agent_id = :agent")
                        .param("agent", agent)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aWriteWhoseProjectIsNotKnownIsAcceptedAndCountsOnceItIs() {
        grant("\"writes_per_day\": 1");
        write("a");
        Answer unknown = send(
                gateway,
                "tasker_append_comment",
                "{\"issue_id\": \"%s\", \"comment_html\": \"<p>x</p>\"}".formatted(UUID.randomUUID()));

        assertThat(unknown.status()).isEqualTo(200);
        DATABASE.jdbc()
                .sql("update write_operation set project_id = :project where agent_id = :agent")
                .param("project", project)
                .param("agent", agent)
                .update();
        grant("\"writes_per_day\": 2");
        assertThat(write("b").status()).isEqualTo(429);
        grant("\"writes_per_day\": 3");
        assertThat(write("b").status()).isEqualTo(200);
    }

    @Test
    void aQuotaIsForOneProjectAndTheInstructionsCountForNothing() {
        grant("\"calls_per_minute\": 1");
        assertThat(read().status()).isEqualTo(503);
        assertThat(read().status()).isEqualTo(429);

        for (int i = 0; i < 3; i++) {
            assertThat(send(gateway, "tasker_get_agent_instructions", "{}").status())
                    .isEqualTo(200);
        }
        project = UUID.randomUUID();
        grant("\"calls_per_minute\": 1");
        assertThat(read().status()).isEqualTo(503);
    }

    @Test
    void withoutQuotasNothingIsCounted() {
        grant("");

        read();
        write("a");

        assertThat(counted()).isZero();
    }

    @Test
    void aMinutesCountIsDeletedSomeMinutesLater() {
        grant("\"calls_per_minute\": 1");
        read();
        NOW.set(NOON.plus(Duration.ofMinutes(9)));
        gateway.bean(Upkeep.class).deleteExpired("counts of calls");
        assertThat(counted()).isEqualTo(1);

        NOW.set(NOON.plus(Duration.ofMinutes(11)));
        gateway.bean(Upkeep.class).deleteExpired("counts of calls");

        assertThat(counted()).isZero();
    }

    private interface Call {
        Answer send(int number);
    }

    private static List<Integer> atOnce(Call call) {
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<CompletableFuture<Integer>> calls = IntStream.range(0, 100)
                    .mapToObj(number -> CompletableFuture.supplyAsync(
                            () -> call.send(number).status(), threads))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private void grant(String quotas) {
        String body = """
                {"scopes": ["workspace:read", "project:read", "issue:create", "issue:comment"], "quotas": {%s}}""".formatted(quotas);
        assertThat(gateway.admin("PUT", "/api/v1/agents/" + agent + "/grants/" + project, body)
                        .status())
                .isEqualTo(200);
    }

    private Answer read() {
        return read(gateway);
    }

    private Answer read(TestGateway by) {
        return send(by, "tasker_get_project_context", "{\"project_id\": \"%s\"}".formatted(project));
    }

    private Answer write(String key) {
        return write(gateway, key);
    }

    private Answer write(TestGateway by, String key) {
        return send(by, "tasker_create_issue", body(key, "name"));
    }

    private String body(String key, String name) {
        return "{\"project_id\": \"%s\", \"name\": \"%s\", \"idempotency_key\": \"%s\"}".formatted(project, name, key);
    }

    private Answer keyless() {
        return send(
                gateway, "tasker_create_issue", "{\"project_id\": \"%s\", \"name\": \"keyless\"}".formatted(project));
    }

    private Answer send(TestGateway by, String tool, String body) {
        return by.send("POST", "/api/v1/tools/" + tool, Optional.of(token), body);
    }

    private String lastReason() {
        return gateway.admin("GET", "/api/v1/mcp/audit?limit=1&agent_id=" + agent, "")
                .json()
                .path("events")
                .get(0)
                .path("reason")
                .asString();
    }

    private int writes() {
        return DATABASE.jdbc()
                .sql("select count(*) from write_operation where agent_id = :agent")
                .param("agent", agent)
                .query(Integer.class)
                .single();
    }

    private int counted() {
        return DATABASE.jdbc()
                .sql("select count(*) from call_count where agent_id = :agent")
                .param("agent", agent)
                .query(Integer.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class ChosenTime {

        @Bean
        @Primary
        Clock chosenTime() {
            InstantSource source = NOW::get;
            return source.withZone(ZoneOffset.UTC);
        }
    }
}
