package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.ActivityExecutionDescription;
import io.temporal.client.ActivityExecutionMetadata;
import io.temporal.client.DescribeActivityOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** What an operator finds in Temporal of a write, and how. */
@OnTestStack
class TemporalVisibilityTest {

    /** All but the two of sessions. */
    static final List<String> STANDALONE = ToolBox.WRITES.subList(0, 8);

    /** Visibility trails the write by a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestStack stack;
    private final TemporalView temporal;
    private final ToolBox box;

    TemporalVisibilityTest(TestStack stack) {
        this.stack = stack;
        this.temporal = stack.temporal();
        this.box = ToolBox.of(stack);
    }

    @AfterEach
    void closeView() {
        temporal.close();
    }

    @ParameterizedTest
    @FieldSource("STANDALONE")
    void aWriteIsAnActivityOfItsToolsNameWithASpeakingIdSummaryAndAttributes(String tool) {
        String key = keyOfTheIssue();
        JsonNode answer = box.agent().call(tool, box.arguments(tool));
        boolean onIssue = box.arguments(tool).containsKey("issue_id");
        String target = onIssue ? key : "CORE";
        String operation = answer.path("operation_id").stringValue();
        String id = target + "/" + tool.substring("tasker_".length()) + "/" + operation;

        ActivityExecutionMetadata listed = listed("ActivityId = '" + id + "'");

        assertThat(listed.getActivityType()).isEqualTo(tool);
        Map<String, String> attributes = attributes(listed.getSearchAttributes());
        Map<String, String> expected = new HashMap<>(Map.of(
                "TaskerAgent",
                box.agent().agent().id(),
                "TaskerOwner",
                box.agent().agent().owner(),
                "TaskerWorkspace",
                SeedIds.WORKSPACE,
                "TaskerProject",
                "CORE",
                "TaskerTool",
                tool));
        if (onIssue) {
            expected.put("TaskerIssue", key);
        }
        assertThat(attributes).isEqualTo(expected);
        ActivityExecutionDescription described = temporal.activityClient()
                .getHandle(id, listed.getActivityRunId())
                .describe();
        assertThat(described.getSummary()).isEqualTo(tool + " on " + target);
    }

    @Test
    void aProjectTheGatewayHasNotSeenIsAskedForBeforeAWriteIsHandedOver() throws SQLException {
        JsonNode issue = box.agent().newIssue(TestStack.EDGE);
        forgetProjects();
        JsonNode created = box.agent()
                .call("tasker_create_issue", Map.of("project_id", TestStack.EDGE.toString(), "name", "First"));
        forgetProjects();
        JsonNode comment = box.agent()
                .call(
                        "tasker_append_comment",
                        Map.of("issue_id", issue.path("id").stringValue(), "comment_html", "<p>First</p>"));

        String creation = "EDGE/create_issue/" + created.path("operation_id").stringValue();
        assertThat(attributes(listed("ActivityId = '" + creation + "'").getSearchAttributes()))
                .containsEntry("TaskerProject", "EDGE")
                .containsEntry("TaskerWorkspace", SeedIds.WORKSPACE);
        String commenting = issue.path("key").stringValue() + "/append_comment/"
                + comment.path("operation_id").stringValue();
        assertThat(attributes(listed("ActivityId = '" + commenting + "'").getSearchAttributes()))
                .containsEntry("TaskerProject", "EDGE")
                .containsEntry("TaskerWorkspace", SeedIds.WORKSPACE);
    }

    @Test
    void writesAreFoundByAgentOwnerWorkspaceProjectIssueAndTool() {
        String key = keyOfTheIssue();
        box.agent().call("tasker_append_comment", box.arguments("tasker_append_comment"));
        box.agent().call("tasker_move_issue", box.arguments("tasker_move_issue"));
        String ofAgent = "TaskerAgent = '" + box.agent().agent().id() + "'";

        await().atMost(PATIENCE).untilAsserted(() -> {
            // The create that made the issue is one of the three.
            assertThat(temporal.activities(ofAgent)).hasSize(3);
            assertThat(temporal.activities(
                            "TaskerOwner = '" + box.agent().agent().owner() + "'"))
                    .hasSize(3);
            assertThat(temporal.activities(ofAgent + " AND TaskerWorkspace = 'nodedc' AND TaskerProject = 'CORE'"))
                    .hasSize(3);
            assertThat(temporal.activities("TaskerIssue = '" + key + "'")).hasSize(2);
            assertThat(temporal.activities("TaskerIssue = '" + key + "' AND TaskerTool = 'tasker_move_issue'"))
                    .singleElement()
                    .satisfies(move -> assertThat(move.getActivityType()).isEqualTo("tasker_move_issue"));
            assertThat(temporal.activities(ofAgent + " AND ActivityType = 'tasker_create_issue'"))
                    .hasSize(1);
        });
    }

    @Test
    void aWriteThatIsTriedAgainShowsASentenceAndNoStackTrace() {
        stack.tasker()
                .fault(Map.of(
                        "mode", "error", "status", 503, "match", Map.of("method", "POST", "path_regex", "/comments$")));
        Map<String, Object> arguments = box.argumentsWithKey("tasker_append_comment");
        box.agent().call("tasker_append_comment", arguments);

        ActivityExecutionMetadata retrying =
                listed("TaskerAgent = '" + box.agent().agent().id()
                        + "' AND TaskerTool = 'tasker_append_comment' AND ExecutionStatus = 'Running'");
        await().atMost(PATIENCE).untilAsserted(() -> {
            ActivityExecutionDescription described = temporal.activityClient()
                    .getHandle(retrying.getActivityId(), retrying.getActivityRunId())
                    .describe(DescribeActivityOptions.newBuilder()
                            .setIncludeLastFailure(true)
                            .build());
            assertThat(described.getRawInfo().getLastFailure().getMessage())
                    .matches("Tasker (answered 503 Service Unavailable|is known to be down; it was not called)"
                            + "; attempt \\d+, next in \\d+ s");
            assertThat(described.getRawInfo().getLastFailure().getStackTrace()).isEmpty();
            assertThat(described.getRawInfo().getLastFailure().hasCause()).isFalse();
        });

        stack.tasker().clearFaults();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(box.agent()
                                .call("tasker_append_comment", arguments)
                                .path("status")
                                .stringValue())
                        .isEqualTo("succeeded"));
    }

    @Test
    void theHistoryOfASessionsWorkflowIsTheStoryOfTheWork() {
        String key = keyOfTheIssue();
        String session = box.openSession();
        box.agent().call("tasker_append_comment", box.arguments("tasker_append_comment"));
        box.agent().call("tasker_move_issue", box.arguments("tasker_move_issue"));
        box.agent().call("tasker_finish_work_session", Map.of("session_id", session, "summary", "Done"));
        String workflowId = "work-session/" + session;

        List<HistoryEvent> scheduled = temporal.workflows().fetchHistory(workflowId).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
                .toList();

        assertThat(scheduled)
                .extracting(TemporalVisibilityTest::summary)
                .containsExactly(
                        "tasker_append_comment on " + key,
                        "tasker_move_issue on " + key,
                        "tasker_finish_work_session on " + key);
        assertThat(scheduled)
                .extracting(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName())
                .containsExactly("tasker_append_comment", "tasker_move_issue", "tasker_finish_work_session");
        WorkflowExecutionDescription described =
                temporal.workflows().newUntypedWorkflowStub(workflowId).describe();
        assertThat(described.getStaticSummary()).isEqualTo("Work session on " + key);
        assertThat(attributes(described.getTypedSearchAttributes()))
                .containsEntry("TaskerAgent", box.agent().agent().id())
                .containsEntry("TaskerOwner", box.agent().agent().owner())
                .containsEntry("TaskerWorkspace", SeedIds.WORKSPACE)
                .containsEntry("TaskerProject", "CORE")
                .containsEntry("TaskerIssue", key)
                .containsEntry("TaskerSession", session);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                temporal.workflows().listExecutions("TaskerSession = '" + session + "'"))
                        .extracting(execution -> execution.getExecution().getWorkflowId())
                        .containsExactly(workflowId));
    }

    @Test
    void theWorkflowOfASessionTellsOfARefusalAndOfTheEnd() {
        String key = keyOfTheIssue();
        String session = box.openSession();
        box.agent().call("tasker_append_comment", box.arguments("tasker_append_comment"));
        box.agent()
                .mcp("tasker_move_issue", Map.of("issue_id", box.issue(), "state_id", SeedIds.state("EDGE", "Todo")));
        WorkflowStub workflow = temporal.workflows().newUntypedWorkflowStub("work-session/" + session);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workflow.query("__temporal_workflow_metadata", WorkflowMetadata.class)
                                .getCurrentDetails())
                        .startsWith("**Work session on `" + key + "`**: open\n")
                        .contains("| Agent | `" + box.agent().agent().id() + "` |")
                        .contains("| Owner | `" + box.agent().agent().owner() + "` |")
                        .contains("| Landed | 1 |")
                        .contains("| Rejected | 1 |")
                        .containsPattern("\\| Pending in the ledger \\| 0 at 20")
                        .containsPattern("\\| Last failure \\| `[a-z_]+` \\(tasker_move_issue at 20"));

        box.agent().call("tasker_finish_work_session", Map.of("session_id", session, "summary", "Done"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            WorkflowExecutionDescription described = workflow.describe();
            assertThat(described.getStatus()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
            assertThat(described.getMemo("state", String.class)).isEqualTo("finished");
            assertThat(described.getMemo("landed", Integer.class)).isEqualTo(2);
            assertThat(described.getMemo("rejected", Integer.class)).isEqualTo(1);
            assertThat(described.getMemo("last_failure", String.class))
                    .asString()
                    .matches("[a-z_]+ \\(tasker_move_issue\\)");
        });
    }

    @Test
    void aWriteInASessionIsNotAnActivityOfItsOwn() {
        box.openSession();
        JsonNode answer = box.agent().call("tasker_append_comment", box.arguments("tasker_append_comment"));

        // Once the create, which came first, is listed, so would the comment be.
        listed("TaskerAgent = '" + box.agent().agent().id() + "'");

        assertThat(temporal.activities("TaskerAgent = '" + box.agent().agent().id() + "'"))
                .noneMatch(activity -> activity.getActivityId()
                        .endsWith(answer.path("operation_id").stringValue()));
    }

    /** As a gateway that has just been installed knows none. */
    private void forgetProjects() throws SQLException {
        try (Connection database = stack.database();
                Statement statement = database.createStatement()) {
            statement.executeUpdate("delete from known_project");
        }
    }

    private String keyOfTheIssue() {
        return box.agent()
                .call("tasker_get_issue", Map.of("issue_id", box.issue()))
                .path("issue")
                .path("key")
                .stringValue();
    }

    private ActivityExecutionMetadata listed(String query) {
        return await().atMost(PATIENCE)
                .until(() -> temporal.activities(query), found -> found.size() == 1)
                .getFirst();
    }

    private static Map<String, String> attributes(SearchAttributes attributes) {
        Map<String, String> texts = new HashMap<>();
        attributes.getUntypedValues().forEach((key, value) -> {
            if (key.getName().startsWith("Tasker")) {
                texts.put(key.getName(), value.toString());
            }
        });
        return texts;
    }

    /** The payload of a summary is a JSON string. */
    private static String summary(HistoryEvent event) {
        String json = event.getUserMetadata().getSummary().getData().toStringUtf8();
        return json.substring(1, json.length() - 1);
    }
}
