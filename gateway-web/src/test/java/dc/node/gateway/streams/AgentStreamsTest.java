package dc.node.gateway.streams;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.EventReader;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Sessions and streams of agents on two whole gateways that share a database. */
class AgentStreamsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final UUID PROJECT = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID ANOTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final String PING = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}";

    private static TestGateway gateway;
    private static TestGateway replica;

    private final List<EventReader> readers = new ArrayList<>();
    private String owner = "";
    private UUID agent = new UUID(0, 0);
    private TestGateway.IssuedToken token = new TestGateway.IssuedToken(agent, "");

    /** Lets the gateway's time pass faster. */
    static class Time {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    /** What ends a stream, done at the other replica. */
    enum Ending {
        TOKEN_REVOKED {
            @Override
            void bringAbout(AgentStreamsTest test) {
                test.admin("DELETE", "/api/v1/agents/" + test.agent + "/tokens/" + test.token.id(), "");
            }
        },
        AGENT_DISABLED {
            @Override
            void bringAbout(AgentStreamsTest test) {
                test.admin("POST", "/api/v1/agents/" + test.agent + "/disable", "");
            }
        },
        OWNER_BLOCKED {
            @Override
            void bringAbout(AgentStreamsTest test) {
                test.admin("POST", "/api/v1/owners/" + test.owner + "/block", "");
            }
        };

        abstract void bringAbout(AgentStreamsTest test);
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(Time.class, DATABASE, "gateway.mcp.stream-recheck=10m");
        replica = TestGateway.startWith(Time.class, DATABASE, "gateway.mcp.stream-recheck=10m");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        replica.close();
    }

    @BeforeEach
    void makeAgent() {
        owner = "owner-" + UUID.randomUUID();
        agent = gateway.newAgent(owner);
        token = gateway.newToken(agent);
    }

    @AfterEach
    void hangUp() {
        readers.forEach(EventReader::close);
    }

    @Test
    void aChangeOfGrantsIsToldOnEveryReplicaWithinASecondAndToThatAgentAlone() {
        EventReader here = listen(gateway, token.text(), Map.of());
        EventReader there = listen(replica, token.text(), Map.of("Mcp-Session-Id", newSession(gateway)));
        EventReader modern = subscribe(replica, token.text());
        modern.nextMessage();
        EventReader stranger =
                listen(replica, gateway.newToken(gateway.newAgent("owner-2")).text(), Map.of());

        assertThat(toolsOf(replica)).isEmpty();
        for (Runnable change : List.<Runnable>of(
                () -> grant(PROJECT, "issue:read"),
                () -> grant(PROJECT, "issue:read\", \"issue:comment"),
                () -> grant(ANOTHER, "issue:read"),
                () -> admin("DELETE", grantPath(PROJECT), ""))) {
            long before = System.nanoTime();
            change.run();
            here.nextMessage();
            there.nextMessage();
            modern.nextMessage();
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.printf("A change of grants was told on both replicas after %d ms%n", took.toMillis());
            assertThat(took).isLessThan(A_SECOND);
        }

        assertThat(toolsOf(replica)).contains("tasker_get_issue").doesNotContain("tasker_append_comment");
        assertThat(stranger.isSilentFor(A_WHILE)).isTrue();
        assertThat(here.isSilentFor(A_WHILE)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void streamsEndOnEveryReplicaWithinASecond(Ending ending) {
        EventReader legacy = listen(gateway, token.text(), Map.of());
        EventReader modern = subscribe(replica, token.text());
        long before = System.nanoTime();
        ending.bringAbout(this);

        legacy.awaitEnd();
        modern.awaitEnd();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(A_SECOND);
    }

    @Test
    void aStreamEndsWhenItsTokenExpires() {
        try (TestGateway impatient = TestGateway.startWith(Time.class, DATABASE, "gateway.mcp.stream-recheck=200ms")) {
            EventReader stream = listen(impatient, token.text(), Map.of());
            assertThat(stream.isSilentFor(A_WHILE)).isTrue();

            impatient.bean(TestClock.class).advance(Duration.ofDays(400));

            stream.awaitEnd();
        }
    }

    @Test
    void aSessionCountsOnEveryReplicaForItsAgentAlone() {
        String session = newSession(gateway);
        String stranger = gateway.newToken(gateway.newAgent("owner-2")).text();

        assertThat(ping(replica, token.text(), session).status()).isEqualTo(200);
        assertThat(ping(replica, stranger, session).status()).isEqualTo(404);
        assertThat(listen(replica, stranger, Map.of("Mcp-Session-Id", session)).status())
                .isEqualTo(404);
        EventReader stream = listen(gateway, token.text(), Map.of("Mcp-Session-Id", session));
        assertThat(delete(replica, token.text(), session).status()).isEqualTo(204);

        stream.awaitEnd();
        assertThat(ping(gateway, token.text(), session).status()).isEqualTo(404);
        assertThat(delete(gateway, token.text(), session).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "1-1-1-1-1", "FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF", "'; drop table agent"})
    void whatIsNoSessionIdIsNoSession(String session) {
        assertThat(ping(gateway, token.text(), session).status()).isEqualTo(404);
        assertThat(delete(gateway, token.text(), session).status()).isEqualTo(404);
    }

    @Test
    void aSessionEndsWhenIdleAndAnOpenStreamIsAUse() {
        try (TestGateway impatient = TestGateway.startWith(
                Time.class, DATABASE, "gateway.mcp.stream-recheck=200ms", "gateway.mcp.session-idle=24h")) {
            TestClock clock = impatient.bean(TestClock.class);
            String used = newSession(impatient);
            String idle = newSession(impatient);
            String streaming = newSession(impatient);
            EventReader stream = listen(impatient, token.text(), Map.of("Mcp-Session-Id", streaming));

            for (int day = 0; day < 3; day++) {
                clock.advance(Duration.ofHours(23));
                assertThat(ping(impatient, token.text(), used).status()).isEqualTo(200);
                await().until(() -> isFresh(streaming, clock));
            }

            assertThat(ping(impatient, token.text(), idle).status()).isEqualTo(404);
            assertThat(delete(impatient, token.text(), idle).status()).isEqualTo(404);
            assertThat(ping(impatient, token.text(), streaming).status()).isEqualTo(200);
            assertThat(stream.isSilentFor(A_WHILE)).isTrue();

            McpSessionStore store = impatient.bean(McpSessionStore.class);
            while (store.deleteExpired(clock.instant(), 100) > 0) {}
            assertThat(exists(idle)).isFalse();
            assertThat(exists(used)).isTrue();
        }
    }

    @Test
    void oneSessionTooManyEndsTheOneUsedLongestAgo() {
        DATABASE.jdbc()
                .sql("""
                        insert into mcp_session (id, agent_id, created_at, last_used_at)
                        select gen_random_uuid(), :agent, now(), now() - number * interval '1 second'
                          from generate_series(1, :most) number""")
                .param("agent", agent)
                .param("most", McpSessionStore.MOST_OF_AN_AGENT)
                .update();

        String session = newSession(gateway);

        assertThat(DATABASE.jdbc()
                        .sql("""
                                select count(*), max(extract(epoch from now() - last_used_at)) < :most
                                  from mcp_session where agent_id = :agent""")
                        .param("agent", agent)
                        .param("most", McpSessionStore.MOST_OF_AN_AGENT)
                        .query((row, number) -> row.getLong(1) + " " + row.getBoolean(2))
                        .single())
                .isEqualTo("1000 true");
        assertThat(ping(gateway, token.text(), session).status()).isEqualTo(200);
    }

    @Test
    void streamsWorkBehindATenantsPrefix() {
        UUID ofAcme = UUID.fromString(admin("POST", "/api/v1/agents", """
                {"owner_user_id": "%s", "owner_email": "owner@example.test", "display_name": "Reporter",
                 "tenant": "acme"}""".formatted(owner))
                .json()
                .path("id")
                .asString());
        String acmeToken = gateway.newToken(ofAcme).text();
        Map<String, String> headers = headers(acmeToken);
        EventReader legacy = open(replica, "/t/acme/mcp", "GET", headers, "");
        EventReader modern = open(replica, "/t/acme/mcp", "POST", modernHeaders(acmeToken), LISTEN);
        assertThat(legacy.next("retry:")).isNotEmpty();
        assertThat(modern.nextMessage().path("method").asString()).endsWith("acknowledged");

        admin("PUT", "/api/v1/agents/" + ofAcme + "/grants/" + PROJECT, "{\"scopes\": [\"issue:read\"]}");
        legacy.nextMessage();
        modern.nextMessage();
        admin("POST", "/api/v1/agents/" + ofAcme + "/disable", "");

        legacy.awaitEnd();
        assertThat(modern.nextMessage().path("result").path("resultType").asString())
                .isEqualTo("complete");
        modern.awaitEnd();
        assertThat(open(replica, "/t/acme/mcp", "GET", headers(token.text()), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aChangeDuringALossOfTheListeningConnectionIsTold() {
        EventReader stream = listen(gateway, token.text(), Map.of());
        EventReader there = listen(replica, token.text(), Map.of());
        DATABASE.jdbc().sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                         where datname = current_database() and application_name = 'tasker-gateway notices'""").query().listOfRows();
        grant(PROJECT, "issue:read");

        stream.nextMessage();
        there.nextMessage();
        grant(PROJECT, "issue:comment");
        stream.nextMessage();
        there.nextMessage();
    }

    @Test
    void aChangeWithoutAnyNoticeIsFoundAtTheNextCheck() {
        try (TestGateway impatient = TestGateway.startWith(Time.class, DATABASE, "gateway.mcp.stream-recheck=200ms")) {
            EventReader stream = listen(impatient, token.text(), Map.of());
            DATABASE.jdbc()
                    .sql("alter table project_grant disable trigger agent_changed")
                    .update();
            try {
                grant(PROJECT, "issue:read");
                stream.nextMessage();
            } finally {
                DATABASE.jdbc()
                        .sql("alter table project_grant enable trigger agent_changed")
                        .update();
            }
        }
    }

    @Test
    void whatChangedWhileAClientWasAwayIsToldWhenItResumesAtAnotherReplica() {
        EventReader first = listen(gateway, token.text(), Map.of());
        Map<String, String> resuming =
                Map.of("Last-Event-ID", first.next("id: ").substring("id: ".length()));
        first.close();
        EventReader unchanged = listen(replica, token.text(), resuming);
        assertThat(unchanged.isSilentFor(A_WHILE)).isTrue();
        unchanged.close();
        grant(PROJECT, "issue:read");

        listen(replica, token.text(), resuming).nextMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scopes = '{issue:comment}'",
                "allow_terminal_states = not allow_terminal_states",
                "highest_role = 20",
                "calls_per_minute = 7",
                "writes_per_day = 7"
            })
    void aGrantChangedByHandIsTold(String change) {
        grant(PROJECT, "issue:read");
        EventReader stream = listen(gateway, token.text(), Map.of());
        DATABASE.jdbc()
                .sql("update project_grant set " + change + " where agent_id = :agent")
                .param("agent", agent)
                .update();

        stream.nextMessage();
    }

    @Test
    void whatChangedBetweenTheHandshakeAndTheFirstStreamIsToldOnItAtEveryReplica() {
        String session = newSession(gateway);
        assertThat(listen(replica, token.text(), Map.of("Mcp-Session-Id", session))
                        .isSilentFor(A_WHILE))
                .isTrue();
        hangUp();
        String another = newSession(gateway);
        grant(PROJECT, "issue:read");

        listen(replica, token.text(), Map.of("Mcp-Session-Id", another)).nextMessage();
    }

    @Test
    void aSessionFromBeforeItsListWasNotedBeginsWithTheListAsItIs() {
        String session = newSession(gateway);
        DATABASE.jdbc()
                .sql("update mcp_session set list_state = null where id = :id")
                .param("id", UUID.fromString(session))
                .update();
        grant(PROJECT, "issue:read");
        EventReader stream = listen(gateway, token.text(), Map.of("Mcp-Session-Id", session));
        assertThat(stream.isSilentFor(A_WHILE)).isTrue();

        grant(ANOTHER, "issue:read");
        stream.nextMessage();
    }

    @Test
    void streamsHoldNoDatabaseConnection() {
        for (int number = 0; number < 40; number++) {
            listen(gateway, token.text(), Map.of()).next("retry:");
        }

        assertThat(gateway.bean(StreamHub.class).size()).isGreaterThanOrEqualTo(40);
        await().until(() -> ((HikariDataSource) gateway.bean(DataSource.class))
                        .getHikariPoolMXBean()
                        .getActiveConnections()
                == 0);
        assertThat(ping(gateway, token.text(), newSession(gateway)).status()).isEqualTo(200);
    }

    private static final String LISTEN = """
            {"jsonrpc":"2.0","id":"mine","method":"subscriptions/listen","params":{
             "notifications":{"toolsListChanged":true},"_meta":{
             "io.modelcontextprotocol/protocolVersion":"2026-07-28",
             "io.modelcontextprotocol/clientCapabilities":{}}}}""";

    /** With the stream's first bytes read, so that it is open. */
    private EventReader listen(TestGateway at, String bearer, Map<String, String> more) {
        Map<String, String> headers = headers(bearer);
        headers.putAll(more);
        return open(at, "/mcp", "GET", headers, "");
    }

    private EventReader subscribe(TestGateway at, String bearer) {
        return open(at, "/mcp", "POST", modernHeaders(bearer), LISTEN);
    }

    private EventReader open(TestGateway at, String path, String method, Map<String, String> headers, String body) {
        EventReader reader = EventReader.open(URI.create(at.url() + path), method, headers, body);
        readers.add(reader);
        return reader;
    }

    private static Map<String, String> headers(String bearer) {
        return new HashMap<>(Map.of("Authorization", "Bearer " + bearer, "Accept", "text/event-stream"));
    }

    private static Map<String, String> modernHeaders(String bearer) {
        Map<String, String> headers = headers(bearer);
        headers.put("MCP-Protocol-Version", "2026-07-28");
        headers.put("Mcp-Method", "subscriptions/listen");
        return headers;
    }

    private String newSession(TestGateway at) {
        return at.send(
                        "POST",
                        "/mcp",
                        Optional.of(token.text()),
                        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"initialize\"}")
                .header("Mcp-Session-Id");
    }

    private static Answer ping(TestGateway at, String bearer, String session) {
        return at.send(at.request("/mcp")
                .header("Authorization", "Bearer " + bearer)
                .header("Mcp-Session-Id", session)
                .POST(BodyPublishers.ofString(PING)));
    }

    private static Answer delete(TestGateway at, String bearer, String session) {
        return at.send(at.request("/mcp")
                .header("Authorization", "Bearer " + bearer)
                .header("Mcp-Session-Id", session)
                .DELETE());
    }

    private String toolsOf(TestGateway at) {
        return at.send(
                        "POST",
                        "/mcp",
                        Optional.of(token.text()),
                        "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}")
                .json()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList()
                .toString()
                .replaceAll("[\\[\\]]", "");
    }

    private void grant(UUID project, String scopes) {
        assertThat(admin("PUT", grantPath(project), "{\"scopes\": [\"" + scopes + "\"]}")
                        .status())
                .isEqualTo(200);
    }

    private String grantPath(UUID project) {
        return "/api/v1/agents/" + agent + "/grants/" + project;
    }

    private Answer admin(String method, String path, String body) {
        Answer answer = gateway.admin(method, path, body);
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer;
    }

    private static boolean exists(String session) {
        return DATABASE.jdbc()
                .sql("select exists (select from mcp_session where id = :id)")
                .param("id", UUID.fromString(session))
                .query(Boolean.class)
                .single();
    }

    private static boolean isFresh(String session, TestClock clock) {
        return DATABASE.jdbc()
                .sql("select last_used_at > :moment from mcp_session where id = :id")
                .param("id", UUID.fromString(session))
                .param("moment", clock.instant().minusSeconds(600).atOffset(UTC))
                .query(Boolean.class)
                .single();
    }
}
