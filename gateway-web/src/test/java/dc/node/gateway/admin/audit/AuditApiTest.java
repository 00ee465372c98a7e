package dc.node.gateway.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.audit.AuditEvent.Kind;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.ledger.AbandonedSessions;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AuditApiTest {

    private static final UUID AGENT = UUID.fromString("33333333-3333-4333-8333-333333333333");
    private static final UUID PROJECT = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID OPERATION = UUID.fromString("44444444-4444-4444-8444-444444444444");
    private static final UUID ISSUE = UUID.fromString("55555555-5555-4555-8555-555555555555");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String OF_AGENT = "/api/v1/mcp/audit?agent_id=" + AGENT;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
        AuditStore store = gateway.bean("auditStore", AuditStore.class);
        store.insert(AuditEvent.builder(NOON, Kind.CALL, Decision.ALLOW, "read", "default")
                .agent(AGENT, "owner-1")
                .tool("tasker_get_issue")
                .client("127.0.0.1", Optional.of("codex"))
                .duration(Duration.ofMillis(12))
                .build());
        store.insert(AuditEvent.builder(NOON.plusSeconds(1), Kind.CALL, Decision.DENY, "scope_denied", "default")
                .agent(AGENT, "owner-1")
                .tool("tasker_move_issue")
                .target(Optional.of(PROJECT), Optional.of(ISSUE))
                .build());
        store.insert(AuditEvent.builder(NOON.plusSeconds(2), Kind.EFFECT, Decision.ERROR, "tasker_rejected", "default")
                .agent(AGENT, "owner-1")
                .tool("tasker_move_issue")
                .operation(OPERATION)
                .idempotencyKey(Optional.of("abc"))
                .attempts(3)
                .build());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theCommentOfAnAbandonedSessionIsAcceptedInTheTrailLikeAnyOtherWrite() {
        UUID agent = gateway.newAgent("owner-9");
        UUID issue = UUID.randomUUID();
        Instant longAgo = Instant.now().minus(Duration.ofDays(8));
        WorkSession session = new WorkSession(
                UUID.randomUUID(),
                agent,
                Optional.of(PROJECT),
                Optional.of(issue),
                "CORE-1",
                Optional.empty(),
                WorkSession.State.OPEN,
                longAgo,
                longAgo,
                longAgo,
                Optional.empty(),
                Optional.empty());
        gateway.bean("workSessionStore", WorkSessionStore.class).insert(session);

        gateway.bean("abandonedSessions", AbandonedSessions.class).closeIfDue(session.id());

        JsonNode events = gateway.admin("GET", "/api/v1/mcp/audit?tool=tasker_append_comment&agent_id=" + agent, "")
                .json()
                .path("events");
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.path("kind").asString()).isEqualTo("call");
            assertThat(event.path("decision").asString()).isEqualTo("allow");
            assertThat(event.path("reason").asString()).isEqualTo("accepted");
            assertThat(event.path("tool").asString()).isEqualTo("tasker_append_comment");
            assertThat(event.path("issue_id").asString()).isEqualTo(issue.toString());
            assertThat(event.path("owner_user_id").asString()).isEqualTo("owner-9");
            assertThat(event.path("client_name").asString()).isEqualTo("gateway");
            assertThat(event.path("operation_id").asString())
                    .isEqualTo(DATABASE.jdbc()
                            .sql("select id from write_operation where agent_id = :agent")
                            .param("agent", agent)
                            .query(String.class)
                            .single());
        });
    }

    @Test
    void anEventIsShownInFullAndItsKeyAsAHash() {
        JsonNode newest =
                gateway.admin("GET", OF_AGENT, "").json().path("events").get(0);

        assertThat(newest.path("id").isIntegralNumber()).isTrue();
        assertThat(newest.path("at").asString()).isEqualTo("2026-03-01T12:00:02Z");
        assertThat(newest.path("kind").asString()).isEqualTo("effect");
        assertThat(newest.path("decision").asString()).isEqualTo("error");
        assertThat(newest.path("reason").asString()).isEqualTo("tasker_rejected");
        assertThat(newest.path("operation_id").asString()).isEqualTo(OPERATION.toString());
        assertThat(newest.path("attempts").asInt()).isEqualTo(3);
        assertThat(newest.path("idempotency_key_sha256").asString())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                                   tasker_rejected scope_denied read",
        "&decision=deny,                                       scope_denied",
        "&tool=tasker_move_issue,                              tasker_rejected scope_denied",
        "&since=2026-03-01T12:00:01Z,                          tasker_rejected scope_denied",
        "&since=2026-03-01T12:00:01Z&decision=allow,           ''",
        "&tool=tasker_get_issue&decision=allow,                read",
        "&until=2026-03-01T12:00:01Z,                          read",
        "&since=2026-03-01T12:00:01Z&until=2026-03-01T12:00:02Z, scope_denied",
        "&kind=effect,                                         tasker_rejected",
        "&kind=admin,                                          ''",
        "&tenant=default&kind=call,                            scope_denied read",
        "&tenant=other,                                        ''",
        "&operation_id=44444444-4444-4444-8444-444444444444,   tasker_rejected",
        "&issue_id=55555555-5555-4555-8555-555555555555,       scope_denied",
    })
    void filtersNarrowTheTrail(String filter, String reasons) {
        assertThat(String.join(" ", reasons(gateway.admin("GET", OF_AGENT + filter, ""))))
                .isEqualTo(reasons);
    }

    @Test
    void pagesMeetEveryEventOnceNewestFirst() {
        Answer first = gateway.admin("GET", OF_AGENT + "&limit=2", "");
        Answer second = gateway.admin(
                "GET",
                OF_AGENT + "&limit=2&cursor=" + first.json().path("next_cursor").asString(),
                "");

        assertThat(reasons(first)).containsExactly("tasker_rejected", "scope_denied");
        assertThat(reasons(second)).containsExactly("read");
        assertThat(second.json().path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent_id=bob",
                "decision=maybe",
                "since=yesterday",
                "cursor=x",
                "cursor=7",
                "limit=0",
                "tool=%00",
                "kind=none",
                "tenant=No",
                "until=%2B300000-01-01T00:00:00Z",
                "operation_id=1",
                "issue_id=1"
            })
    void aFilterThatMeansNothingIsRefused(String query) {
        Answer answer = gateway.admin("GET", "/api/v1/mcp/audit?" + query, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void eventsOfOneMomentAreEachOnOnePage() {
        UUID agent = UUID.randomUUID();
        AuditStore store = gateway.bean("auditStore", AuditStore.class);
        for (int i = 0; i < 5; i++) {
            store.insert(
                    AuditEvent.builder(NOON.plusNanos(123_456_789), Kind.CALL, Decision.ALLOW, "read-" + i, "default")
                            .agent(agent, "owner-1")
                            .build());
        }

        List<String> met = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = gateway.admin("GET", "/api/v1/mcp/audit?limit=2&agent_id=" + agent + cursor, "");
            met.addAll(reasons(page));
            cursor = page.json().path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.json().path("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(met).containsExactly("read-4", "read-3", "read-2", "read-1", "read-0");
    }

    @Test
    void aReadLeavesOneEventWithinASecondOrTwo() {
        UUID agent = gateway.newAgent("owner-reads");
        gateway.admin(
                "PUT",
                "/api/v1/agents/" + agent + "/grants/" + PROJECT,
                "{\"scopes\": [\"workspace:read\", \"project:read\"]}");
        String token = gateway.newToken(agent).text();

        Answer answer = gateway.send("POST", "/api/v1/tools/tasker_get_agent_instructions", Optional.of(token), "{}");

        assertThat(answer.status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                gateway.admin("GET", "/api/v1/mcp/audit?kind=call&agent_id=" + agent, "")
                                        .json()
                                        .path("events"))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.path("decision").asString()).isEqualTo("allow");
                            assertThat(event.path("reason").asString()).isEqualTo("read");
                        }));
    }

    private static List<String> reasons(Answer answer) {
        List<String> reasons = new ArrayList<>();
        answer.json()
                .path("events")
                .forEach(event -> reasons.add(event.path("reason").asString()));
        return reasons;
    }
}
