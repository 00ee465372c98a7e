package dc.node.gateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Work sessions as administrators see them: the list and the timeline. */
class WorkSessionsApiTest {

    private static final WorkSessionsApi API = new WorkSessionsApi();

    private final String owner = "owner-" + UUID.randomUUID();
    private final SessionCaller agent = API.newCaller(owner);

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void aSessionIsListedWithWhoseItIsAndHowItsWritesStand() {
        UUID issue = API.knownIssue("CORE-12");
        String session = agent.startOnIssue(issue);
        API.end(agent.comment(issue), OperationState.SUCCEEDED);
        API.reject(agent.comment(issue));
        agent.comment(issue);

        JsonNode listed = API.list("agent_id=" + agent.id).getFirst();

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
        assertThat(listed.path("project_id").asString()).isEqualTo(WorkSessionsApi.PROJECT);
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
        String inProject = agent.startOnProject(WorkSessionsApi.PROJECT);
        String elsewhere = agent.startOnProject(WorkSessionsApi.OTHER_PROJECT);
        SessionCaller colleague = API.newCaller(owner);
        UUID issue = UUID.randomUUID();
        String unknownYet = colleague.startOnIssue(issue);
        API.close(elsewhere, "not needed");

        assertThat(API.ids("owner_user_id=" + owner)).containsExactly(unknownYet, elsewhere, inProject);
        assertThat(API.ids("agent_id=" + agent.id)).containsExactly(elsewhere, inProject);
        assertThat(API.ids("agent_id=" + agent.id + "&open=true")).containsExactly(inProject);
        assertThat(API.ids("agent_id=" + agent.id + "&open=false")).containsExactly(elsewhere);
        assertThat(API.ids("owner_user_id=" + owner + "&project_id=" + WorkSessionsApi.PROJECT))
                .containsExactly(inProject);
        assertThat(API.ids("project_id=" + WorkSessionsApi.NOWHERE)).isEmpty();

        API.remember(issue, WorkSessionsApi.PROJECT, "CORE-77");
        assertThat(API.ids("owner_user_id=" + owner + "&project_id=" + WorkSessionsApi.PROJECT))
                .as("what Tasker has said of the issue since")
                .containsExactly(unknownYet, inProject);
    }

    @Test
    void aSessionIsStuckWhenAWriteOfItIsPendingForMoreThanFiveMinutes() {
        UUID issue = API.knownIssue("CORE-13");
        String writing = agent.startOnIssue(issue);
        String write = agent.comment(issue);
        String finishing = agent.startOnProject(WorkSessionsApi.PROJECT);
        String finish = agent.finish(finishing);
        String calm = agent.startOnProject(WorkSessionsApi.OTHER_PROJECT);
        API.age(write, Duration.ofMinutes(4));
        API.age(finish, Duration.ofMinutes(6));

        assertThat(API.ids("agent_id=" + agent.id + "&stuck=true")).containsExactly(finishing);
        assertThat(API.ids("agent_id=" + agent.id + "&stuck=false")).containsExactly(calm, writing);
        API.age(write, Duration.ofMinutes(2));
        assertThat(API.list("agent_id=" + agent.id + "&stuck=true"))
                .hasSize(2)
                .allMatch(session -> session.path("stuck").booleanValue());

        API.end(write, OperationState.SUCCEEDED);
        assertThat(API.ids("agent_id=" + agent.id + "&stuck=true")).containsExactly(finishing);
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
            JsonNode page =
                    API.get("?agent_id=" + agent.id + "&limit=2" + cursor).json();
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
        Answer answer = API.get("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains(query.substring(0, query.indexOf('=')));
    }

    @Test
    void theTimelineTellsTheWholeStory() {
        UUID issue = API.knownIssue("CORE-14");
        String session = agent.startOnIssue(issue);
        String landed = agent.comment(issue);
        API.end(landed, OperationState.SUCCEEDED);
        agent.startOnIssue(issue);
        String refused = agent.comment(issue);
        API.reject(refused);
        String finish = agent.finish(session);
        API.end(finish, OperationState.SUCCEEDED);

        JsonNode story = API.get("/" + session).json();

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
        UUID issue = API.knownIssue("CORE-15");
        String session = agent.startOnIssue(issue);
        for (int i = 0; i < 3; i++) {
            agent.comment(issue);
        }
        API.close(session, "enough");

        JsonNode first = API.get("/" + session + "?limit=2").json();
        JsonNode second = API.get("/" + session + "?limit=2&cursor="
                        + first.path("next_cursor").asString())
                .json();

        assertThat(events(first)).containsExactly("started", "write", "write");
        assertThat(events(second)).containsExactly("write", "ended");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(API.get("/" + session + "?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void aSessionThatIsNotThereIsNotFound() {
        assertThat(API.get("/" + WorkSessionsApi.NOWHERE).status()).isEqualTo(404);
        assertThat(API.close(WorkSessionsApi.NOWHERE, "why not").status()).isEqualTo(404);
        assertThat(API.get("/bob").status()).isEqualTo(400);
    }

    @Test
    void noAgentEnters() {
        assertThat(API.gateway
                        .send("GET", WorkSessionsApi.SESSIONS, Optional.of(agent.token), "")
                        .status())
                .isEqualTo(401);
        assertThat(API.gateway
                        .send("GET", WorkSessionsApi.SESSIONS, Optional.empty(), "")
                        .status())
                .isEqualTo(401);
    }

    private static List<String> events(JsonNode story) {
        return story.path("timeline")
                .valueStream()
                .map(event -> event.path("event").asString())
                .toList();
    }

    private static Instant time(JsonNode session, String field) {
        return Instant.parse(session.path(field).asString());
    }
}
