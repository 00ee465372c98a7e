package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** A session that nobody writes in closes itself. On a stack of its own, where that takes seconds. */
@Execution(ExecutionMode.CONCURRENT)
class IdleSessionTest {

    private static final Duration IDLE = Duration.ofSeconds(8);

    private static final String WHY = "nothing had been written in it for 8 s";

    /** Once its time is up, the workflow asks the database; then the sweeper hands the comment over. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    private final GatewayClient agent = stack.newAgent();
    private final String issue = agent.newIssueId();

    @BeforeAll
    static void startStack() {
        stack = TestStack.startWith(Map.of("GATEWAY_SESSIONS_IDLE_LIMIT", IDLE.toSeconds() + "s"));
    }

    @AfterAll
    static void closeStack() {
        stack.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionLeftIdleClosesAtItsTimeWithACommentAndTakesNoWriteAfterwards() {
        JsonNode session = start(Map.of("issue_id", issue, "goal", "Never reached"));
        String id = session.path("id").stringValue();
        agent.call("tasker_append_comment", Map.of("issue_id", issue, "comment_html", "<p>first</p>"));

        JsonNode story = awaitAbandoned(id);

        Instant lastWrite = time(story, "last_write_at");
        assertThat(lastWrite).isAfter(time(session, "last_write_at"));
        assertThat(time(story, "ended_at")).isBetween(lastWrite.plus(IDLE), lastWrite.plus(IDLE.plus(SOON)));
        assertThat(story.path("closed_because").stringValue()).isEqualTo(WHY);
        await().atMost(SOON).untilAsserted(() -> assertThat(commentsOn(issue)).hasSize(2));
        assertThat(commentsOn(issue).getLast())
                .contains("Work session abandoned", "Never reached", WHY)
                .contains("1 write landed");

        ToolAnswer late = agent.mcp(
                "tasker_append_comment", Map.of("issue_id", issue, "comment_html", "<p>late</p>", "session_id", id));
        assertThat(late.errorCode()).isEqualTo("session_not_open");
        assertThat(late.body().path("error").path("message").stringValue())
                .isEqualTo("This session is abandoned (" + WHY + "). Leave session_id out to"
                        + " write without a session, or start another with tasker_start_work_session.");
        agent.call("tasker_append_comment", Map.of("issue_id", issue, "comment_html", "<p>alone</p>"));
        assertThat(commentsOn(issue).getLast()).isEqualTo("<p>alone</p>");
        assertThat(start(Map.of("issue_id", issue)).path("id").stringValue()).isNotEqualTo(id);
        try (TemporalView temporal = stack.temporal()) {
            assertThat(temporal.workflows()
                            .newUntypedWorkflowStub("work-session/" + id)
                            .describe()
                            .getStatus())
                    .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anAbandonedProjectSessionTellsTheOnlyIssueItTouched() {
        JsonNode session = start(Map.of("project_id", CORE.toString()));
        agent.call("tasker_append_comment", Map.of("issue_id", issue, "comment_html", "<p>first</p>"));

        awaitAbandoned(session.path("id").stringValue());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(commentsOn(issue))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("Work session abandoned"));
    }

    private JsonNode start(Map<String, ?> arguments) {
        return agent.call("tasker_start_work_session", arguments).path("session");
    }

    private static JsonNode awaitAbandoned(String session) {
        return await().atMost(IDLE.plus(SOON))
                .until(
                        () -> stack.admin()
                                .call("GET", "/work-sessions/" + session, "")
                                .body()
                                .path("session"),
                        shown -> shown.path("state").asString("").equals("abandoned"));
    }

    private static Instant time(JsonNode session, String field) {
        return Instant.parse(session.path(field).stringValue());
    }

    private static List<String> commentsOn(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("comment.create"))
                .map(effect -> effect.path("body").path("comment_html").stringValue())
                .toList();
    }
}
