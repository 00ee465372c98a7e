package dc.node.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Work sessions as administrators see and close them. Temporal is away, so that a write stays pending until the test ends it. */
class WorkSessionsApiTest {

    private static final String SESSIONS = "/api/v1/work-sessions";
    private static final String PROJECT = "11111111-1111-4111-8111-111111111111";
    private static final String OTHER_PROJECT = "22222222-2222-4222-8222-222222222222";
    private static final String NOWHERE = "33333333-3333-4333-8333-333333333333";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private final String owner = "owner-" + UUID.randomUUID();
    private final Reporter agent = new Reporter(owner);

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aSessionIsListedWithWhoseItIsAndHowItsWritesStand() {
        UUID issue = knownIssue("CORE-12");
        String session = agent.startOnIssue(issue);
        end(agent.comment(issue), OperationState.SUCCEEDED);
        reject(agent.comment(issue));
        agent.comment(issue);

        JsonNode listed = list("agent_id=" + agent.id).getFirst();

        assertThat(listed.propertyNames())
                .containsExactly(
                        "id",
                        "tenant",
                        "agent_id",
                        "agent_name",
                        "owner_user_id",
                        "workspace_slug",
                        "project_id",
                        "project_identifier",
                        "issue_id",
                        "issue_key",
                        "target",
                        "goal",
                        "state",
                        "stuck",
                        "opened_at",
                        "last_write_at",
                        "closes_at",
                        "ended_at",
                        "closed_because",
                        "writes",
                        "workflow_id");
        assertThat(listed.path("id").asString()).isEqualTo(session);
        assertThat(listed.path("agent_name").asString()).isEqualTo("Reporter");
        assertThat(listed.path("owner_user_id").asString()).isEqualTo(owner);
        assertThat(listed.path("project_id").asString()).isEqualTo(PROJECT);
        assertThat(listed.path("issue_key").asString()).isEqualTo("CORE-12");
        assertThat(listed.path("goal").asString()).isEqualTo("Get it done");
        assertThat(listed.path("state").asString()).isEqualTo("open");
        assertThat(Duration.between(time(listed, "last_write_at"), time(listed, "closes_at")))
                .isEqualTo(Duration.ofHours(8));
        assertThat(listed.path("writes").toString()).isEqualTo("{\"landed\":1,\"pending\":1,\"rejected\":1}");
        assertThat(listed.path("workflow_id").asString()).isEqualTo("work-session/" + session);
    }

    @Test
    void filtersNarrowTheList() {
        String inProject = agent.startOnProject(PROJECT);
        String elsewhere = agent.startOnProject(OTHER_PROJECT);
        Reporter colleague = new Reporter(owner);
        UUID issue = UUID.randomUUID();
        String unknownYet = colleague.startOnIssue(issue);
        close(elsewhere, "not needed");

        assertThat(ids("owner_user_id=" + owner)).containsExactly(unknownYet, elsewhere, inProject);
        assertThat(ids("agent_id=" + agent.id)).containsExactly(elsewhere, inProject);
        assertThat(ids("agent_id=" + agent.id + "&open=true")).containsExactly(inProject);
        assertThat(ids("agent_id=" + agent.id + "&open=false")).containsExactly(elsewhere);
        assertThat(ids("owner_user_id=" + owner + "&project_id=" + PROJECT)).containsExactly(inProject);
        assertThat(ids("project_id=" + NOWHERE)).isEmpty();

        remember(issue, PROJECT, "CORE-77");
        assertThat(ids("owner_user_id=" + owner + "&project_id=" + PROJECT))
                .as("what Tasker has said of the issue since")
                .containsExactly(unknownYet, inProject);
    }

    @Test
    void aSessionIsStuckWhenAWriteOfItIsPendingForMoreThanFiveMinutes() {
        UUID issue = knownIssue("CORE-13");
        String writing = agent.startOnIssue(issue);
        String write = agent.comment(issue);
        String finishing = agent.startOnProject(PROJECT);
        String finish = agent.finish(finishing);
        String calm = agent.startOnProject(OTHER_PROJECT);
        age(write, Duration.ofMinutes(4));
        age(finish, Duration.ofMinutes(6));

        assertThat(ids("agent_id=" + agent.id + "&stuck=true")).containsExactly(finishing);
        assertThat(ids("agent_id=" + agent.id + "&stuck=false")).containsExactly(calm, writing);
        age(write, Duration.ofMinutes(2));
        assertThat(list("agent_id=" + agent.id + "&stuck=true"))
                .hasSize(2)
                .allMatch(session -> session.path("stuck").booleanValue());

        end(write, OperationState.SUCCEEDED);
        assertThat(ids("agent_id=" + agent.id + "&stuck=true")).containsExactly(finishing);
    }

    @Test
    void pagesMeetEverySessionOnceNewestFirst() {
        List<String> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.addFirst(agent.startOnIssue(UUID.randomUUID()));
        }
        List<String> met = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("?agent_id=" + agent.id + "&limit=2" + cursor).json();
            page.path("sessions").forEach(session -> met.add(session.path("id").asString()));
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(met).isEqualTo(started);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open=perhaps",
                "stuck=7",
                "agent_id=bob",
                "project_id=CORE",
                "cursor=x",
                "limit=0",
                "limit=201",
                "owner_user_id=a%00b"
            })
    void aFilterThatMeansNothingIsRefused(String query) {
        Answer answer = get("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void theTimelineTellsTheWholeStory() {
        UUID issue = knownIssue("CORE-14");
        String session = agent.startOnIssue(issue);
        String landed = agent.comment(issue);
        end(landed, OperationState.SUCCEEDED);
        agent.startOnIssue(issue);
        String refused = agent.comment(issue);
        reject(refused);
        String finish = agent.finish(session);
        end(finish, OperationState.SUCCEEDED);

        JsonNode story = get("/" + session).json();

        assertThat(story.path("session").path("state").asString()).isEqualTo("finished");
        List<JsonNode> timeline = story.path("timeline").valueStream().toList();
        assertThat(timeline)
                .extracting(event -> event.path("event").asString())
                .containsExactly("started", "write", "refreshed", "write", "finish", "ended");
        assertThat(timeline.getFirst().propertyNames()).containsExactly("event", "at");
        JsonNode first = timeline.get(1);
        assertThat(first.propertyNames())
                .containsExactly(
                        "event", "at", "operation_id", "tool", "issue_id", "target", "state", "ended_at", "attempts");
        assertThat(first.path("operation_id").asString()).isEqualTo(landed);
        assertThat(first.path("tool").asString()).isEqualTo("tasker_append_comment");
        assertThat(first.path("target").asString()).isEqualTo("CORE-14");
        assertThat(first.path("state").asString()).isEqualTo("succeeded");
        assertThat(timeline.get(3).path("error").toString())
                .isEqualTo("{\"code\":\"tasker_rejected\",\"message\":\"Tasker refused this for good.\"}");
        assertThat(timeline.getLast().path("state").asString()).isEqualTo("finished");
        assertThat(timeline.getLast().path("because").asString()).isEqualTo("by its agent");
        assertThat(story.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void aLongTimelineIsPagedWithTheStartOnItsFirstPageAndTheEndOnItsLast() {
        UUID issue = knownIssue("CORE-15");
        String session = agent.startOnIssue(issue);
        for (int i = 0; i < 3; i++) {
            agent.comment(issue);
        }
        close(session, "enough");

        JsonNode first = get("/" + session + "?limit=2").json();
        JsonNode second = get("/" + session + "?limit=2&cursor="
                        + first.path("next_cursor").asString())
                .json();

        assertThat(events(first)).containsExactly("started", "write", "write");
        assertThat(events(second)).containsExactly("write", "ended");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(get("/" + session + "?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void closingKeepsTheReasonLeavesATrailAndAnswersTheSession() {
        UUID issue = knownIssue("CORE-16");
        String session = agent.startOnIssue(issue);
        String pending = agent.comment(issue);

        Answer closed = close(session, "Opened on the wrong issue");

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.json().path("id").asString()).isEqualTo(session);
        assertThat(closed.json().path("state").asString()).isEqualTo("closed");
        assertThat(closed.json().path("closed_because").asString())
                .isEqualTo("closed by an administrator: Opened on the wrong issue");
        assertThat(closed.json().path("closes_at").isNull()).isTrue();
        assertThat(closed.json().path("ended_at").isNull()).isFalse();
        assertThat(operation(pending)).as("what it took is a promise").isPresent();
        JsonNode event = newestEvent();
        assertThat(event.path("kind").asString()).isEqualTo("admin");
        assertThat(event.path("reason").asString()).isEqualTo("session_closed");
        assertThat(event.path("actor").asString()).isEqualTo("service-token");
        assertThat(event.path("owner_user_id").asString()).isEqualTo(owner);
        assertThat(event.path("issue_id").asString()).isEqualTo(issue.toString());
        assertThat(event.path("detail").asString()).isEqualTo("session " + session + ": Opened on the wrong issue");
        assertThat(agent.call("tasker_append_comment", """
                                {"issue_id": "%s", "comment_html": "<p>late</p>", "session_id": "%s"}""".formatted(issue, session))
                        .json()
                        .path("error")
                        .path("message")
                        .asString())
                .contains("closed by an administrator: Opened on the wrong issue");
    }

    @Test
    void whatHasEndedOrIsFinishingCannotBeClosed() {
        String closed = agent.startOnProject(PROJECT);
        close(closed, "first");
        String finishing = agent.startOnProject(PROJECT);
        String finish = agent.finish(finishing);

        Answer again = close(closed, "second");
        Answer tooLate = close(finishing, "too late");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(again.json().path("detail").asString())
                .startsWith("The session has ended at 2")
                .contains("closed (closed by an administrator: first)");
        assertThat(tooLate.status()).isEqualTo(409);
        assertThat(tooLate.json().path("detail").asString()).startsWith("The session's finish has been accepted");
        end(finish, OperationState.SUCCEEDED);
        assertThat(get("/" + finishing).json().path("session").path("state").asString())
                .isEqualTo("finished");
        assertThat(acts()).containsExactly("session_closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"\"}",
                "{\"reason\": \"  \"}",
                "{\"reason\": \"a\\nb\"}",
                "{\"reason\": \"\\ud800\"}"
            })
    void aCloseGivesAReason(String body) {
        String session = agent.startOnProject(PROJECT);

        Answer answer = gateway.admin("POST", SESSIONS + "/" + session + "/close", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("reason");
        assertThat(ids("agent_id=" + agent.id + "&open=true")).containsExactly(session);
    }

    @Test
    void aReasonHas500CharactersAtMost() {
        String session = agent.startOnProject(PROJECT);

        assertThat(close(session, "r".repeat(501)).status()).isEqualTo(400);
        assertThat(close(session, "🦉".repeat(500)).status()).isEqualTo(200);
    }

    @Test
    void aSessionThatIsNotThereIsNotFound() {
        assertThat(get("/" + NOWHERE).status()).isEqualTo(404);
        assertThat(close(NOWHERE, "why not").status()).isEqualTo(404);
        assertThat(get("/bob").status()).isEqualTo(400);
    }

    @Test
    void noAgentEnters() {
        assertThat(gateway.send("GET", SESSIONS, Optional.of(agent.token), "").status())
                .isEqualTo(401);
        assertThat(gateway.send("GET", SESSIONS, Optional.empty(), "").status()).isEqualTo(401);
    }

    @Test
    void aDisabledAgentHasNoOpenSessionAndGetsNoneBack() {
        String session = agent.startOnProject(PROJECT);

        gateway.admin("POST", "/api/v1/agents/" + agent.id + "/disable", "");

        assertThat(ids("agent_id=" + agent.id + "&open=true")).isEmpty();
        gateway.admin("POST", "/api/v1/agents/" + agent.id + "/enable", "");
        assertThat(agent.openSessions()).isEmpty();
        assertThat(list("agent_id=" + agent.id)
                        .getFirst()
                        .path("closed_because")
                        .asString())
                .isEqualTo("its agent was disabled");
        assertThat(agent.startOnProject(PROJECT)).isNotEqualTo(session);
        assertThat(acts()).containsExactly("agent_disabled", "agent_enabled");
        assertThat(detailOf("agent_disabled")).isEqualTo("Reporter; work sessions closed: 1");
    }

    @Test
    void aBlockedOwnersAgentsHaveNoOpenSessionAndGetNoneBack() {
        agent.startOnProject(PROJECT);
        Reporter colleague = new Reporter(owner);
        colleague.startOnProject(PROJECT);
        String finishing = colleague.startOnProject(OTHER_PROJECT);
        colleague.finish(finishing);

        gateway.admin("POST", "/api/v1/owners/" + owner + "/block", "");

        assertThat(ids("owner_user_id=" + owner + "&open=true")).isEmpty();
        assertThat(list("owner_user_id=" + owner))
                .hasSize(3)
                .allSatisfy(session -> assertThat(session.path("closed_because").asString())
                        .isEqualTo("its agent's owner was blocked"));
        gateway.admin("POST", "/api/v1/owners/" + owner + "/unblock", "");
        assertThat(agent.openSessions()).isEmpty();
        assertThat(colleague.openSessions()).isEmpty();
    }

    private static Answer get(String rest) {
        return gateway.admin("GET", SESSIONS + rest, "");
    }

    private static List<JsonNode> list(String query) {
        Answer answer = get("?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("sessions").valueStream().toList();
    }

    private static List<String> ids(String query) {
        return list(query).stream()
                .map(session -> session.path("id").asString())
                .toList();
    }

    private static List<String> events(JsonNode story) {
        return story.path("timeline")
                .valueStream()
                .map(event -> event.path("event").asString())
                .toList();
    }

    private static Answer close(String session, String reason) {
        return gateway.admin("POST", SESSIONS + "/" + session + "/close", "{\"reason\": \"" + reason + "\"}");
    }

    private JsonNode newestEvent() {
        return gateway.admin("GET", "/api/v1/mcp/audit?limit=1&agent_id=" + agent.id, "")
                .json()
                .path("events")
                .path(0);
    }

    private List<String> acts() {
        return DATABASE.jdbc()
                .sql("""
                select reason from audit_event
                 where agent_id = :agent and kind = 'admin'
                   and reason not in ('agent_created', 'grant_put', 'token_issued')
                 order by id""")
                .param("agent", agent.id)
                .query(String.class)
                .list();
    }

    private String detailOf(String act) {
        return DATABASE.jdbc()
                .sql("select detail from audit_event where agent_id = :agent and reason = :act")
                .param("agent", agent.id)
                .param("act", act)
                .query(String.class)
                .single();
    }

    private static Instant time(JsonNode session, String field) {
        return Instant.parse(session.path(field).asString());
    }

    /** An issue of {@link #PROJECT} that Tasker has told of. */
    private static UUID knownIssue(String key) {
        UUID issue = UUID.randomUUID();
        remember(issue, PROJECT, key);
        return issue;
    }

    private static void remember(UUID issue, String project, String key) {
        DATABASE.jdbc()
                .sql("""
                insert into issue_project (issue_id, project_id, issue_key, seen_at)
                values (:issue, :project, :key, now())""")
                .param("issue", issue)
                .param("project", UUID.fromString(project))
                .param("key", key)
                .update();
    }

    private static void age(String operation, Duration by) {
        DATABASE.jdbc()
                .sql("update write_operation set accepted_at = accepted_at - cast(:by as interval) where id = :id")
                .param("by", by.toString())
                .param("id", UUID.fromString(operation))
                .update();
    }

    private static Optional<Operation> operation(String id) {
        return gateway.bean(LedgerStore.class).findUnended(UUID.fromString(id));
    }

    private static void end(String id, OperationState state) {
        end(id, state, Json.MAPPER.createObjectNode());
    }

    private static void reject(String id) {
        end(
                id,
                OperationState.REJECTED,
                ToolError.of(ErrorCode.TASKER_REJECTED, "Tasker refused this for good.")
                        .toJson());
    }

    private static void end(String id, OperationState state, ObjectNode result) {
        Operation operation = operation(id).orElseThrow();
        gateway.bean(WriteCompletion.class).end(operation, state, result, operation.target());
    }

    /** An agent that calls over REST. */
    private static final class Reporter {

        private static final String SCOPES =
                "{\"scopes\": [\"workspace:read\", \"issue:comment\", \"issue:structured_blocks:write\"]}";

        private final UUID id;
        private final String token;

        Reporter(String owner) {
            this.id = gateway.newAgent(owner);
            this.token = gateway.newToken(id).text();
            for (String project : List.of(PROJECT, OTHER_PROJECT)) {
                gateway.admin("PUT", "/api/v1/agents/" + id + "/grants/" + project, SCOPES);
            }
        }

        Answer call(String tool, String arguments) {
            return gateway.send("POST", "/api/v1/tools/" + tool, Optional.of(token), arguments);
        }

        String startOnIssue(UUID issue) {
            return start("{\"issue_id\": \"%s\", \"goal\": \"Get it done\", \"idempotency_key\": \"%s\"}"
                    .formatted(issue, UUID.randomUUID()));
        }

        String startOnProject(String project) {
            return start("{\"project_id\": \"%s\", \"idempotency_key\": \"%s\"}".formatted(project, UUID.randomUUID()));
        }

        private String start(String arguments) {
            return accepted("tasker_start_work_session", arguments)
                    .path("session")
                    .path("id")
                    .asString();
        }

        /** The operation's id. */
        String comment(UUID issue) {
            return accepted("tasker_append_comment", """
                            {"issue_id": "%s", "comment_html": "<p>a</p>", "idempotency_key": "%s"}""".formatted(issue, UUID.randomUUID()))
                    .path("operation_id")
                    .asString();
        }

        /** The operation's id. */
        String finish(String session) {
            return accepted(
                            "tasker_finish_work_session",
                            "{\"session_id\": \"" + session + "\", \"summary\": \"All of it works\"}")
                    .path("operation_id")
                    .asString();
        }

        JsonNode openSessions() {
            return accepted("tasker_get_agent_instructions", "{}").path("open_work_sessions");
        }

        private JsonNode accepted(String tool, String arguments) {
            Answer answer = call(tool, arguments);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return answer.json();
        }
    }
}
