package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.Refused;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which session takes which write, and how sessions end. */
@OnTestStack
class SessionRulesTest {

    private final TestStack stack;
    private final ToolBox box;
    private final GatewayClient agent;

    SessionRulesTest(TestStack stack) {
        this.stack = stack;
        this.box = ToolBox.of(stack);
        this.agent = box.agent();
    }

    @Test
    void anotherAgentsSessionIsNotThere() {
        String session = box.openSession();
        ToolBox other = ToolBox.of(stack);

        Refused.by(other.agent(), "tasker_append_comment", other.onIssue(comment(session)))
                .with("not_found", 404);
        Refused.by(other.agent(), "tasker_finish_work_session", finish(session)).with("not_found", 404);
    }

    @Test
    void aSessionTakesNoWriteOnAnotherIssue() {
        String session = box.openSession();

        Refused.by(
                        agent,
                        "tasker_append_comment",
                        Map.of("issue_id", agent.newIssueId(), "comment_html", "<p>a</p>", "session_id", session))
                .with("validation_failed", 422)
                .naming("session_id");
    }

    @Test
    void aFinishedSessionIsNotOpen() {
        String session = box.openSession();
        agent.call("tasker_finish_work_session", finish(session));

        Refused.by(agent, "tasker_append_comment", box.onIssue(comment(session)))
                .with("session_not_open", 409);
        Refused.by(agent, "tasker_finish_work_session", finish(session)).with("session_not_open", 409);
    }

    @Test
    void aWriteWithoutSessionIdJoinsTheOpenSessionAndStandsAloneWhereNoneIsOpen() {
        agent.call("tasker_append_comment", box.arguments("tasker_append_comment"));
        box.openSession();
        agent.call("tasker_move_issue", box.arguments("tasker_move_issue"));

        JsonNode session = agent.call("tasker_get_agent_instructions", Map.of())
                .path("open_work_sessions")
                .path(0);

        assertThat(session.path("writes").path("landed").intValue()).isEqualTo(1);
    }

    @Test
    void theFinishOfAProjectSessionThatTouchedSeveralIssuesNamesOne() {
        String session = openProjectSession();
        String first = agent.newIssueId();
        String second = agent.newIssueId();

        Refused several = Refused.by(agent, "tasker_finish_work_session", finish(session));
        several.with("validation_failed", 422).naming("issue_id");
        assertThat(several.error().path("message").stringValue())
                .contains(keyOf(first) + " (" + first + "), " + keyOf(second) + " (" + second + ")");
        Refused.by(
                        agent,
                        "tasker_finish_work_session",
                        finishOn(session, agent.newIssue(EDGE).path("id").stringValue()))
                .with("validation_failed", 422)
                .naming("issue_id");

        JsonNode finished = agent.call("tasker_finish_work_session", finishOn(session, second));
        assertThat(finished.path("issue").path("id").stringValue()).isEqualTo(second);
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
    }

    @Test
    void theFinishOfAProjectSessionGoesToTheOnlyIssueItTouched() {
        String session = openProjectSession();
        String issue = agent.newIssueId();

        JsonNode finished = agent.call("tasker_finish_work_session", finish(session));

        assertThat(finished.path("issue").path("id").stringValue()).isEqualTo(issue);
    }

    @Test
    void theFinishOfASessionThatTouchedNothingWritesNothingAndSaysSo() {
        String session = openProjectSession();

        JsonNode finished = agent.call("tasker_finish_work_session", finish(session));

        assertThat(finished.has("comment")).isFalse();
        assertThat(finished.path("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.stringValue()).contains("written nowhere"));
        assertThat(stack.tasker().effectsOf(finished.path("operation_id").stringValue()))
                .isEmpty();
    }

    @Test
    void aFinishNamesNoOtherIssueThanTheSessions() {
        String session = box.openSession();

        Refused.by(agent, "tasker_finish_work_session", finishOn(session, agent.newIssueId()))
                .with("validation_failed", 422)
                .naming("issue_id");

        JsonNode finished = agent.call("tasker_finish_work_session", finishOn(session, box.issue()));
        assertThat(finished.path("issue").path("id").stringValue()).isEqualTo(box.issue());
    }

    @Test
    void aRefusedFinishGivesItsAgentTheIdleLimitForABetterOne() {
        String session = openProjectSession();
        agent.newIssueId();
        agent.newIssueId();
        JsonNode before = openSessions().path(0);

        Refused.by(agent, "tasker_finish_work_session", finish(session)).with("validation_failed", 422);

        JsonNode after = openSessions().path(0);
        assertThat(after.path("id").stringValue()).isEqualTo(session);
        assertThat(after.path("last_write_at")).isEqualTo(before.path("last_write_at"));
        assertThat(Instant.parse(after.path("closes_at").stringValue()))
                .isAfter(Instant.parse(before.path("closes_at").stringValue()));
    }

    @Test
    void theFinishOfASessionOnAnIssueThatNeverExistedIsRefusedAndClosesIt() throws SQLException {
        String nowhere = UUID.randomUUID().toString();
        stack.tasker().fault(Map.of("mode", "error", "status", 503, "match", Map.of("path_regex", nowhere)));
        String session = agent.call("tasker_start_work_session", Map.of("issue_id", nowhere))
                .path("session")
                .path("id")
                .stringValue();
        stack.tasker().clearFaults();

        ToolAnswer finished = agent.mcp("tasker_finish_work_session", finish(session));

        assertThat(finished.errorCode()).as(finished.body().toString()).isEqualTo("not_found");
        assertThat(openSessions()).isEmpty();
        Refused.by(agent, "tasker_finish_work_session", finish(session)).with("session_not_open", 409);
        assertThat(row("select state || ': ' || closed_because from work_session where id = '" + session + "'"))
                .isEqualTo("closed: its issue does not exist or may no longer be written to");
        assertThat(row("select state from write_operation where tool = 'tasker_finish_work_session'"
                        + " and session_id = '" + session + "'"))
                .isEqualTo("rejected");
        try (TemporalView temporal = stack.temporal()) {
            WorkflowStub workflow = temporal.workflows().newUntypedWorkflowStub("work-session/" + session);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(workflow.describe().getStatus())
                            .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED));
        }
    }

    @Test
    void aSessionThatAnAdministratorClosesTakesNoWriteAndItsWorkflowIsTold() {
        String session = box.openSession();
        agent.call("tasker_append_comment", box.onIssue(comment(session)));

        Answer closed = stack.admin()
                .call("POST", "/work-sessions/" + session + "/close", Map.of("reason", "Opened on the wrong issue"));

        assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
        assertThat(closed.body().path("writes").path("landed").intValue()).isEqualTo(1);
        Refused.by(agent, "tasker_append_comment", box.onIssue(comment(session)))
                .with("session_not_open", 409);
        Refused.by(agent, "tasker_finish_work_session", finish(session)).with("session_not_open", 409);
        assertThat(openSessions()).isEmpty();
        agent.call("tasker_append_comment", box.onIssue(Map.of("comment_html", "<p>alone</p>")));
        assertThat(stack.tasker().effectsOn(box.issue()))
                .extracting(effect -> effect.path("kind").stringValue())
                .as("nothing of the gateway's own")
                .containsExactly("issue.create", "comment.create", "comment.create");
        awaitRecheck(session);
    }

    @Test
    void aBlockedOwnersSessionIsClosedItsPendingWritesAreRefusedAndNothingMoreIsWritten() throws SQLException {
        String session = box.openSession();
        stack.tasker().fault(Map.of("mode", "error", "status", 503, "match", Map.of("path_regex", box.issue())));
        Map<String, ?> comment = box.onIssue(Map.of("comment_html", "<p>a</p>", "idempotency_key", "pending"));
        assertThat(agent.call("tasker_append_comment", comment).path("queued").booleanValue())
                .isTrue();
        assertThat(agent.call("tasker_finish_work_session", finish(session))
                        .path("queued")
                        .booleanValue())
                .isTrue();

        stack.admin().blockOwnerOf(agent.agent());
        stack.tasker().clearFaults();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(row("select string_agg(state, ' ') from write_operation where session_id = '"
                                        + session + "' and tool <> 'tasker_start_work_session'"))
                                .isEqualTo("rejected rejected"));
        assertThat(row("select state || ': ' || closed_because from work_session where id = '" + session + "'"))
                .isEqualTo("closed: its agent's owner was blocked");
        assertThat(stack.tasker().effectsOn(box.issue())).hasSize(1);
        awaitRecheck(session);
    }

    @Test
    void aFinishWhoseSessionWasClosedByABlockIsRefusedThoughTheOwnerMayGoOn() {
        String session = box.openSession();
        Map<String, ?> finish = Map.of("session_id", session, "summary", "Too late", "idempotency_key", "finish");
        stack.tasker().fault(Map.of("mode", "error", "status", 503, "match", Map.of("path_regex", box.issue())));
        assertThat(agent.call("tasker_finish_work_session", finish)
                        .path("queued")
                        .booleanValue())
                .isTrue();

        stack.admin().blockOwnerOf(agent.agent());
        stack.admin().call("POST", "/owners/" + agent.agent().owner() + "/unblock", "");
        stack.tasker().clearFaults();

        ToolAnswer refused = await().atMost(Duration.ofSeconds(30))
                .until(() -> agent.mcp("tasker_finish_work_session", finish), ToolAnswer::isError);
        assertThat(refused.errorCode()).isEqualTo("session_not_open");
        assertThat(refused.body().path("error").path("message").stringValue())
                .startsWith("The session was closed before its finish took effect (its agent's owner was blocked)");
        assertThat(openSessions()).isEmpty();
        assertThat(stack.tasker().effectsOn(box.issue())).hasSize(1);
    }

    private void awaitRecheck(String session) {
        try (TemporalView temporal = stack.temporal()) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(temporal.signalsOf("work-session/" + session))
                            .contains("recheck"));
        }
    }

    private String keyOf(String issue) {
        return agent.call("tasker_get_issue", Map.of("issue_id", issue))
                .path("issue")
                .path("key")
                .stringValue();
    }

    private JsonNode openSessions() {
        return agent.call("tasker_get_agent_instructions", Map.of()).path("open_work_sessions");
    }

    private String row(String query) throws SQLException {
        try (Connection database = stack.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private String openProjectSession() {
        return agent.call("tasker_start_work_session", Map.of("project_id", CORE.toString()))
                .path("session")
                .path("id")
                .stringValue();
    }

    private static Map<String, Object> comment(String session) {
        return Map.of("comment_html", "<p>a</p>", "session_id", session);
    }

    private static Map<String, Object> finish(String session) {
        return Map.of("session_id", session, "summary", "All of it works");
    }

    private static Map<String, Object> finishOn(String session, String issue) {
        return Map.of("session_id", session, "summary", "All of it works", "issue_id", issue);
    }
}
