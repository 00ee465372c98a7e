package dc.node.gateway.acceptance;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.TemporalView;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Temporal may be away, forget everything, or be made to end a write: the ledger carries on. */
@Order(2)
class TemporalOutagesTest extends OutageTests {

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWriteThatAnOperatorTerminatesEndsAsRejectedAndTheOthersLand() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode first = agent.call("tasker_move_issue", move(issue, "In Progress"));
        JsonNode second = agent.call("tasker_move_issue", move(issue, "Done"));
        queueComments(agent, issue);
        try (TemporalView temporal = stack.temporal()) {
            temporal.activity(first.path("operation_id").stringValue()).terminate("not wanted any more");
        }

        stack.tasker().clearFaults();

        await().atMost(RECOVERY).untilAsserted(() -> assertThat(textsOn(issue)).containsExactlyElementsOf(COMMENTS));
        ToolAnswer repeated = agent.mcp("tasker_move_issue", move(issue, "In Progress"));
        assertThat(repeated.errorCode()).isEqualTo("tasker_rejected");
        assertThat(repeated.body().path("error").path("message").stringValue())
                .startsWith("An operator ended this write in Temporal.");
        assertThat(movesOf(issue)).containsExactly(second.path("operation_id").stringValue());
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void writesThatTemporalHasForgottenAreGivenToItAgain() throws IOException {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "alone", "k-7"));
        JsonNode session = agent.call("tasker_start_work_session", Map.of("issue_id", issue));
        agent.call("tasker_append_comment", comment(issue, "in a session", "k-8"));

        stack.replaceTemporal();
        stack.tasker().clearFaults();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "alone", "k-7"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        awaitLanded(agent, "tasker_append_comment", comment(issue, "in a session", "k-8"));
        assertThat(textsOn(issue)).containsExactly("<p>alone</p>", "<p>in a session</p>");
        assertThat(session.path("session").path("state").stringValue()).isEqualTo("open");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theWorkflowOfAnOpenSessionThatAnOperatorTerminatesIsStartedAgain() throws SQLException {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        String session = agent.call("tasker_start_work_session", Map.of("issue_id", issue))
                .path("session")
                .path("id")
                .stringValue();
        agent.call("tasker_append_comment", comment(issue, "before", "k-12"));
        try (TemporalView temporal = stack.temporal()) {
            WorkflowStub workflow = temporal.workflows().newUntypedWorkflowStub("work-session/" + session);
            workflow.terminate("by mistake");
            setWorkflowBack(session);

            await().atMost(RECOVERY)
                    .until(() -> workflow.describe().getStatus(), WORKFLOW_EXECUTION_STATUS_RUNNING::equals);
            agent.call("tasker_append_comment", comment(issue, "afterwards", "k-13"));

            assertThat(temporal.signalsOf("work-session/" + session)).containsExactly("write");
        }
        assertThat(textsOn(issue)).containsExactly("<p>before</p>", "<p>afterwards</p>");
    }

    /** As if the workflow had been started an hour ago, so that it is asked after. */
    private void setWorkflowBack(String session) throws SQLException {
        try (Connection database = stack.database();
                PreparedStatement update = database.prepareStatement(
                        "update work_session set workflow_started_at = workflow_started_at - interval '1 h' where id = ?")) {
            update.setObject(1, UUID.fromString(session));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void withTemporalDownWritesAreQueuedAndReadsGoOn() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.parts().temporal().kill();

        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "later", "k-3"));

        assertThat(queued.path("queued").booleanValue()).isTrue();
        assertThat(agent.call("tasker_get_issue", Map.of("issue_id", issue))
                        .path("issue")
                        .path("id")
                        .stringValue())
                .isEqualTo(issue);

        // Long enough for pollers to lose patience.
        await().pollDelay(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(30)).until(() -> true);
        stack.parts().temporal().start();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(commentsOn(issue)).hasSize(1));
        awaitLanded(agent, "tasker_append_comment", comment(issue, "later", "k-3"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionStartedAndFinishedWhileTemporalIsDownLandsInOrderOnceItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.parts().temporal().kill();

        JsonNode started = agent.call("tasker_start_work_session", Map.of("issue_id", issue, "goal", "Get it done"));
        String session = started.path("session").path("id").stringValue();
        List<JsonNode> queued = queueComments(agent, issue);
        Map<String, String> finish = Map.of("session_id", session, "summary", "Done", "idempotency_key", "k-finish");
        JsonNode finishing = agent.call("tasker_finish_work_session", finish);

        assertThat(started.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(started.path("session").path("state").stringValue()).isEqualTo("open");
        assertThat(queued).allMatch(answer -> answer.path("queued").booleanValue());
        assertThat(finishing.path("queued").booleanValue()).isTrue();
        assertThat(stack.tasker().effectsOn(issue)).hasSize(1);

        stack.parts().temporal().start();

        JsonNode finished = awaitLanded(agent, "tasker_finish_work_session", finish);
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
        assertThat(finished.path("session").path("writes").path("landed").intValue())
                .isEqualTo(COMMENTS.size());
        assertThat(finished.has("warnings")).isFalse();
        List<String> texts = textsOn(issue);
        assertThat(texts.subList(0, COMMENTS.size())).isEqualTo(COMMENTS);
        assertThat(texts).hasSize(COMMENTS.size() + 1).last().asString().contains("Work session done", "30 writes");
        assertThat(stack.tasker().effectsOn(issue).getLast().path("kind").stringValue())
                .isEqualTo("issue.update");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionClosedWhileTemporalIsDownIsToldToItsWorkflowOnceItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        String session = agent.call("tasker_start_work_session", Map.of("issue_id", issue))
                .path("session")
                .path("id")
                .stringValue();
        agent.call("tasker_append_comment", comment(issue, "in the session", "k-10"));
        stack.parts().temporal().kill();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "promised", "k-11"));

        Answer closed = stack.admin()
                .call("POST", "/work-sessions/" + session + "/close", Map.of("reason", "Opened on the wrong issue"));

        assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
        assertThat(queued.path("queued").booleanValue()).isTrue();
        stack.parts().temporal().start();
        awaitLanded(agent, "tasker_append_comment", comment(issue, "promised", "k-11"));
        assertThat(textsOn(issue)).containsExactly("<p>in the session</p>", "<p>promised</p>");
        try (TemporalView temporal = stack.temporal()) {
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(temporal.signalsOf("work-session/" + session))
                            .contains("recheck"));
        }
    }
}
