package dc.node.gateway.acceptance;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.TemporalView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whatever an operator, Temporal's server or a crash does to a session, it comes to an end. */
@Execution(ExecutionMode.SAME_THREAD)
class StuckSessionsTest extends OutageTests {

    @SuppressWarnings("NullAway.Init")
    private GatewayClient agent;

    private String issue = "";
    private String session = "";

    @BeforeEach
    void openSession() {
        agent = stack.newAgent();
        issue = agent.newIssueId();
        session = agent.call("tasker_start_work_session", Map.of("issue_id", issue))
                .path("session")
                .path("id")
                .stringValue();
    }

    @Test
    void aWriteWhoseActivityAnOperatorCompletesIsRefusedAndWhatWaitedBehindItLands() {
        stack.tasker().takeDown();
        agent.call("tasker_append_comment", comment(issue, "skipped", "k-1"));
        agent.call("tasker_append_comment", comment(issue, "behind it", "k-2"));
        agent.call("tasker_finish_work_session", finish());
        try (TemporalView temporal = stack.temporal()) {
            temporal.completePendingActivity(workflow(), "skip it");
        }
        // The attempt that may be running runs to its end first.
        ToolAnswer skipped = await().atMost(RECOVERY)
                .until(() -> agent.mcp("tasker_append_comment", comment(issue, "skipped", "k-1")), ToolAnswer::isError);
        stack.tasker().clearFaults();

        awaitLanded(agent, "tasker_finish_work_session", finish());

        assertThat(skipped.body().path("error").path("message").stringValue())
                .startsWith("An operator ended this write in Temporal.");
        assertThat(textsOn(issue)).hasSize(2).first().isEqualTo("<p>behind it</p>");
    }

    @Test
    void aWriteThatTheWorkflowHoldsForEndedAndTheLedgerDoesNotIsRunAgainAndTakesEffectOnce() throws SQLException {
        agent.call("tasker_append_comment", comment(issue, "once", "k-1"));
        assertThat(update("""
                        update write_operation
                           set state = 'dispatched', dispatched_to = 'session', ended_at = null, result = null,
                               dispatched_at = now() - interval '2 min', sweep_after = now(),
                               attempt_started_at = now() - interval '2 min'
                         where session_id = '%s' and tool = 'tasker_append_comment'""")).isEqualTo(1);

        awaitLanded(agent, "tasker_append_comment", comment(issue, "once", "k-1"));

        assertThat(textsOn(issue)).containsExactly("<p>once</p>");
        try (TemporalView temporal = stack.temporal()) {
            assertThat(temporal.signalsOf(workflow())).containsExactly("write", "write");
        }
    }

    @Test
    void writesOfAWorkflowThatTemporalsServerEndedGoOnAlone() {
        stack.tasker().takeDown();
        agent.call("tasker_append_comment", comment(issue, "first", "k-1"));
        agent.call("tasker_append_comment", comment(issue, "second", "k-2"));
        try (TemporalView temporal = stack.temporal()) {
            temporal.terminateAsServerDoes(workflow());
        }
        stack.tasker().clearFaults();

        awaitLanded(agent, "tasker_append_comment", comment(issue, "first", "k-1"));
        awaitLanded(agent, "tasker_append_comment", comment(issue, "second", "k-2"));

        assertThat(textsOn(issue)).containsExactly("<p>first</p>", "<p>second</p>");
    }

    @Test
    void anAdministratorClosesASessionWhoseFinishCannotLand() {
        stack.tasker().takeDown();
        agent.call("tasker_finish_work_session", finish());
        try (TemporalView temporal = stack.temporal()) {
            temporal.awaitPendingActivity(workflow());

            Answer closed = await().atMost(RECOVERY)
                    .until(
                            () -> stack.admin()
                                    .call(
                                            "POST",
                                            "/work-sessions/" + session + "/close",
                                            Map.of("reason", "Tasker is gone")),
                            answer -> answer.status() == 200);

            assertThat(closed.body().path("state").stringValue()).isEqualTo("closed");
            ToolAnswer told = agent.mcp("tasker_finish_work_session", finish());
            assertThat(told.body().path("error").path("message").stringValue())
                    .startsWith("An administrator closed the session before this finish took effect: Tasker is gone.");
            stack.tasker().clearFaults();
            await().atMost(RECOVERY)
                    .until(
                            () -> temporal.workflows()
                                    .newUntypedWorkflowStub(workflow())
                                    .describe()
                                    .getStatus(),
                            WORKFLOW_EXECUTION_STATUS_COMPLETED::equals);
        }
        assertThat(commentsOn(issue)).isEmpty();
    }

    @Test
    void aWorkflowWhoseStartWasNotNotedForACrashIsFoundAgain() throws SQLException {
        agent.call("tasker_append_comment", comment(issue, "before", "k-1"));
        update("update work_session set workflow_started_at = null where id = '%s'");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> row("select workflow_started_at is not null from work_session where id = '%s'")
                        .equals("t"));
        agent.call("tasker_append_comment", comment(issue, "afterwards", "k-2"));

        assertThat(textsOn(issue)).isEqualTo(List.of("<p>before</p>", "<p>afterwards</p>"));
        try (TemporalView temporal = stack.temporal()) {
            assertThat(temporal.signalsOf(workflow())).as("in one run").containsExactly("write", "write");
        }
    }

    private String workflow() {
        return "work-session/" + session;
    }

    private Map<String, String> finish() {
        return Map.of("session_id", session, "summary", "Done", "idempotency_key", "finish");
    }

    private int update(String statement) throws SQLException {
        try (Connection database = stack.database();
                Statement update = database.createStatement()) {
            return update.executeUpdate(statement.formatted(session));
        }
    }

    private String row(String query) throws SQLException {
        try (Connection database = stack.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query.formatted(session))) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
