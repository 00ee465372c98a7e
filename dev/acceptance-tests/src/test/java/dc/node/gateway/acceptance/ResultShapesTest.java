package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What each tool returns, property by property: clients are written against this. */
@OnTestStack
class ResultShapesTest {

    private static final String CORE = TestStack.CORE.toString();
    private static final String EDGE = TestStack.EDGE.toString();
    private static final List<String> SMALL_ISSUE =
            List.of("id", "key", "name", "state", "priority", "assignees", "updated_at");

    private final TestStack stack;

    ResultShapesTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void theInstructionsTellTheRulesTheGrantsAndHowLongKeysAreRemembered() {
        ToolBox box = ToolBox.of(stack);
        String session = box.openSession();

        JsonNode instructions = box.agent().call("tasker_get_agent_instructions", Map.of());

        assertThat(instructions.propertyNames())
                .containsExactlyInAnyOrder(
                        "rules",
                        "card_guide",
                        "projects",
                        "open_work_sessions",
                        "recent_failures",
                        "idempotency_keys_remembered_days");
        assertThat(instructions.path("rules").stringValue()).contains("tasker_get_agent_instructions");
        assertThat(instructions.path("card_guide").stringValue()).isNotBlank();
        assertThat(instructions.path("idempotency_keys_remembered_days").intValue())
                .isEqualTo(30);
        assertThat(instructions.path("recent_failures")).isEmpty();
        assertThat(values(instructions.path("open_work_sessions"), "id")).containsExactly(session);
        assertThat(values(instructions.path("projects"), "id")).containsExactlyInAnyOrder(CORE, EDGE);
        JsonNode project = instructions.path("projects").path(0);
        assertThat(project.path("scopes")).hasSize(11);
        assertThat(project.path("limits").path("allow_terminal_states").booleanValue())
                .isTrue();
        assertThat(project.path("limits").path("highest_role").intValue()).isEqualTo(20);
    }

    @Test
    void projectsComeInPagesAndTheLastHasNoCursor() {
        GatewayClient agent = stack.newAgent();

        JsonNode first = agent.call("tasker_list_projects", Map.of("limit", 1));
        JsonNode second = agent.call(
                "tasker_list_projects",
                Map.of("limit", 1, "cursor", first.path("next_cursor").stringValue()));

        assertThat(first.propertyNames()).containsExactly("projects", "next_cursor");
        assertThat(first.path("projects").path(0).propertyNames())
                .containsExactlyInAnyOrder("id", "workspace_slug", "identifier", "name", "archived");
        assertThat(values(first.path("projects"), "identifier")).containsExactly("CORE");
        assertThat(values(second.path("projects"), "identifier")).containsExactly("EDGE");
        assertThat(second.propertyNames()).containsExactly("projects");
        assertThat(agent.call("tasker_list_projects", Map.of("workspace_slug", "elsewhere"))
                        .path("projects"))
                .isEmpty();
    }

    @Test
    void aProjectsContextHasTheIdsThatWritesAreMadeOf() {
        JsonNode context = stack.newAgent().call("tasker_get_project_context", Map.of("project_id", EDGE));

        assertThat(context.propertyNames())
                .containsExactlyInAnyOrder("project", "states", "labels", "members", "workspace_members", "card_rules");
        assertThat(context.path("project").path("identifier").stringValue()).isEqualTo("EDGE");
        assertThat(values(context.path("states"), "group"))
                .containsExactly("backlog", "unstarted", "started", "completed", "cancelled");
        assertThat(values(context.path("labels"), "id")).contains(SeedIds.label("EDGE", "bug"));
        for (String list : List.of("members", "workspace_members")) {
            assertThat(context.path(list))
                    .isNotEmpty()
                    .allSatisfy(member -> assertThat(member.propertyNames())
                            .containsExactlyInAnyOrder("id", "display_name", "role", "active"));
        }
        assertThat(context.toString()).doesNotContain("@");
        assertThat(values(context.path("members"), "id")).contains(SeedIds.member("admin"));
        assertThat(values(context.path("workspace_members"), "id")).contains(SeedIds.member("outsider"));
        assertThat(context.path("card_rules").stringValue()).isNotBlank();
    }

    @Test
    void aSearchReturnsSmallIssuesUnlessFieldsAskForOthers() {
        GatewayClient agent = stack.newAgent();

        JsonNode small = agent.call("tasker_search_issues", Map.of("project_id", EDGE, "limit", 1));
        JsonNode chosen = agent.call(
                "tasker_search_issues",
                Map.of("project_id", EDGE, "limit", 1, "fields", List.of("labels", "project_id")));

        assertThat(small.propertyNames()).containsExactly("issues", "next_cursor");
        assertThat(small.path("issues").path(0).propertyNames()).containsExactlyInAnyOrderElementsOf(SMALL_ISSUE);
        assertThat(small.path("issues").path(0).path("state").propertyNames()).containsExactly("name", "group");
        assertThat(chosen.path("issues").path(0).propertyNames())
                .containsExactlyInAnyOrder("id", "key", "labels", "project_id");
    }

    @Test
    void whoeverFoundAnIssueMovesItByAnIdOfTheContext() {
        GatewayClient agent = stack.newAgent();
        JsonNode created = agent.newIssue(TestStack.EDGE);
        JsonNode found = agent.call(
                        "tasker_search_issues",
                        Map.of("project_id", EDGE, "query", created.path("key").stringValue()))
                .path("issues")
                .path(0);
        JsonNode started = agent.call("tasker_get_project_context", Map.of("project_id", EDGE))
                .path("states")
                .valueStream()
                .filter(state -> state.path("group").stringValue().equals("started"))
                .findFirst()
                .orElseThrow();

        JsonNode moved = agent.call(
                "tasker_move_issue",
                Map.of(
                        "issue_id", found.path("id").stringValue(),
                        "state_id", started.path("id").stringValue()));

        assertThat(moved.path("issue").path("id")).isEqualTo(created.path("id"));
        assertThat(moved.path("issue").path("state").path("id")).isEqualTo(started.path("id"));
    }

    @Test
    void thePagesOfASearchGoThroughAllGrantedProjectsAndRepeatNothing() {
        GatewayClient agent = stack.newAgent();
        Map<String, Object> arguments = new HashMap<>(Map.of("query", "the nightly backup", "limit", 7));
        List<String> found = new ArrayList<>();

        boolean more = true;
        while (more) {
            JsonNode page = agent.call("tasker_search_issues", arguments);
            assertThat(page.path("issues").size()).isLessThanOrEqualTo(7);
            found.addAll(values(page.path("issues"), "key"));
            more = page.has("next_cursor");
            page.path("next_cursor").stringValueOpt().ifPresent(cursor -> arguments.put("cursor", cursor));
        }

        assertThat(found).hasSize(20).doesNotHaveDuplicates();
        assertThat(found).anyMatch(key -> key.startsWith("CORE-")).anyMatch(key -> key.startsWith("EDGE-"));
    }

    @Test
    void theFiltersOfASearchMustAllMatch() {
        JsonNode found = stack.newAgent()
                .call(
                        "tasker_search_issues",
                        Map.of(
                                "project_id",
                                EDGE,
                                "state_ids",
                                List.of(SeedIds.state("EDGE", "Todo")),
                                "label_ids",
                                List.of(SeedIds.label("EDGE", "bug")),
                                "assignee_ids",
                                List.of(SeedIds.member("admin")),
                                "updated_since",
                                "2026-01-01T00:00:00Z",
                                "fields",
                                List.of("state", "labels", "assignees"),
                                "limit",
                                100));

        assertThat(found.path("issues")).isNotEmpty().allSatisfy(issue -> {
            assertThat(issue.path("state").path("name").stringValue()).isEqualTo("Todo");
            assertThat(values(issue.path("labels"), "name")).contains("bug");
            assertThat(values(issue.path("assignees"), "id")).contains(SeedIds.member("admin"));
        });
        assertThat(found.has("next_cursor")).isFalse();
    }

    @Test
    void anIssueComesWithItsBlocksAndTheBeginningsOfItsNewestComments() {
        String seeded = SeedIds.issue("EDGE", 90);
        GatewayClient agent = stack.newAgent();

        JsonNode issue = agent.call("tasker_get_issue", Map.of("issue_id", seeded, "comments_limit", 1))
                .path("issue");

        assertThat(issue.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "project_id",
                        "key",
                        "name",
                        "description_html",
                        "state",
                        "priority",
                        "labels",
                        "assignees",
                        "parent_id",
                        "start_date",
                        "target_date",
                        "structured_blocks",
                        "blocks_revision",
                        "comments",
                        "url",
                        "created_at",
                        "updated_at");
        assertThat(values(issue.path("structured_blocks"), "type")).containsExactly("text", "checker");
        assertThat(issue.path("comments").path("count").intValue()).isEqualTo(2);
        assertThat(issue.path("comments").path("latest")).singleElement().satisfies(comment -> {
            assertThat(comment.propertyNames()).containsExactlyInAnyOrder("id", "author", "created_at", "excerpt");
            assertThat(comment.path("author").stringValue()).isEqualTo("Mikhail Member");
            assertThat(comment.path("excerpt").stringValue()).isEqualTo("Agreed with the team.");
        });
    }

    @Test
    void commentsAndOtherFieldsOfAnIssueCanBeLeftOut() {
        Map<String, Object> arguments = Map.of("issue_id", SeedIds.issue("EDGE", 90));
        GatewayClient agent = stack.newAgent();

        assertThat(agent.call("tasker_get_issue", with(arguments, "comments_limit", 0))
                        .path("issue")
                        .has("comments"))
                .isFalse();
        assertThat(agent.call("tasker_get_issue", with(arguments, "fields", List.of("name")))
                        .path("issue")
                        .propertyNames())
                .containsExactlyInAnyOrder("id", "key", "name");
    }

    @Test
    void everyWriteReturnsTheEnvelopeAndWhatItChanged() {
        Map<String, String> changed = Map.of(
                "tasker_create_issue", "issue",
                "tasker_update_issue", "issue",
                "tasker_move_issue", "issue",
                "tasker_set_issue_labels", "issue",
                "tasker_assign_issue", "issue",
                "tasker_update_structured_blocks", "issue",
                "tasker_append_comment", "comment",
                "tasker_add_existing_project_member", "member",
                "tasker_start_work_session", "session");
        ToolBox box = ToolBox.of(stack);

        changed.forEach((tool, part) -> {
            JsonNode answer = box.agent().call(tool, box.argumentsWithKey(tool));
            assertThat(answer.propertyNames())
                    .as(tool)
                    .containsExactly(
                            "status",
                            "tool",
                            "idempotency_key",
                            "operation_id",
                            "replayed",
                            "deduplicated",
                            "queued",
                            part);
            assertThat(answer.path("status").stringValue()).isEqualTo("succeeded");
            assertThat(answer.path("tool").stringValue()).isEqualTo(tool);
            assertThat(answer.path("replayed").booleanValue()).isFalse();
            assertThat(answer.path("deduplicated").booleanValue()).isFalse();
            assertThat(answer.path("queued").booleanValue()).isFalse();
        });
    }

    @Test
    void aWriteThatTaskerCannotTakeYetIsQueuedAndItsRepeatReturnsItsResult() {
        ToolBox box = ToolBox.of(stack);
        Map<String, Object> arguments = box.argumentsWithKey("tasker_create_issue");
        stack.tasker().takeDown();

        JsonNode queued = box.agent().call("tasker_create_issue", arguments);
        stack.tasker().clearFaults();

        assertThat(queued.propertyNames())
                .containsExactly(
                        "status",
                        "tool",
                        "idempotency_key",
                        "operation_id",
                        "replayed",
                        "deduplicated",
                        "queued",
                        "note");
        assertThat(queued.path("status").stringValue()).isEqualTo("queued");
        assertThat(queued.path("queued").booleanValue()).isTrue();
        assertThat(queued.path("note").stringValue()).contains("same idempotency_key", "no id");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode landed = box.agent().call("tasker_create_issue", arguments);
            assertThat(landed.path("status").stringValue()).isEqualTo("succeeded");
            assertThat(landed.path("replayed").booleanValue()).isTrue();
            assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
            assertThat(landed.path("issue").path("key").stringValue()).startsWith("CORE-");
        });
    }

    @Test
    void aCreatedIssueHasWhatItWasCreatedWith() {
        ToolBox box = ToolBox.of(stack);

        JsonNode issue = box.agent()
                .call("tasker_create_issue", box.arguments("tasker_create_issue"))
                .path("issue");

        assertThat(issue.path("key").stringValue()).matches("CORE-\\d+");
        assertThat(issue.path("name").stringValue()).isEqualTo("A topic");
        assertThat(issue.path("priority").stringValue()).isEqualTo("high");
        assertThat(issue.path("state").path("group").stringValue()).isEqualTo("unstarted");
        assertThat(values(issue.path("labels"), "name")).containsExactly("feature");
        assertThat(issue.path("assignees").path(0).propertyNames()).containsExactly("id", "display_name");
        assertThat(values(issue.path("assignees"), "display_name")).containsExactly("Mikhail Member");
        assertThat(issue.path("start_date").stringValue()).isEqualTo("2026-11-01");
        assertThat(issue.path("target_date").stringValue()).isEqualTo("2026-11-30");
        assertThat(issue.path("parent_id").stringValue()).isEqualTo(SeedIds.issue("CORE", 1));
    }

    @Test
    void aSessionTellsItsStateWhenItClosesAndWhatBecameOfItsWrites() {
        ToolBox box = ToolBox.of(stack);
        JsonNode opened = box.agent()
                .call("tasker_start_work_session", box.arguments("tasker_start_work_session"))
                .path("session");
        box.agent().call("tasker_append_comment", box.arguments("tasker_append_comment"));
        box.agent().mcp("tasker_move_issue", box.onIssue(Map.of("state_id", SeedIds.state("EDGE", "Todo"))));

        JsonNode finished = box.agent()
                .call(
                        "tasker_finish_work_session",
                        Map.of("session_id", opened.path("id").stringValue(), "summary", "One of two landed"));

        assertThat(opened.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "agent_id",
                        "project_id",
                        "issue_id",
                        "goal",
                        "state",
                        "opened_at",
                        "last_write_at",
                        "closes_at",
                        "writes");
        assertThat(opened.path("state").stringValue()).isEqualTo("open");
        assertThat(opened.path("agent_id").stringValue())
                .isEqualTo(box.agent().agent().id());
        assertThat(opened.path("project_id").stringValue()).isEqualTo(CORE);
        assertThat(opened.path("issue_id").stringValue()).isEqualTo(box.issue());
        assertThat(Duration.between(
                        Instant.parse(opened.path("last_write_at").stringValue()),
                        Instant.parse(opened.path("closes_at").stringValue())))
                .isEqualTo(Duration.ofHours(8));
        assertThat(opened.path("writes").toString()).isEqualTo("{\"landed\":0,\"pending\":0,\"rejected\":0}");
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
        assertThat(finished.path("session").has("closes_at")).isFalse();
        assertThat(finished.path("session").path("writes").toString())
                .isEqualTo("{\"landed\":1,\"pending\":0,\"rejected\":1}");
        assertThat(finished.path("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.stringValue()).contains("tasker_move_issue"));
    }

    @Test
    void anOpenSessionIsFoundAgainByStartingIt() {
        ToolBox box = ToolBox.of(stack);

        String first = box.openSession();
        JsonNode again =
                box.agent().call("tasker_start_work_session", box.argumentsWithKey("tasker_start_work_session"));

        assertThat(again.path("session").path("id").stringValue()).isEqualTo(first);
        assertThat(again.path("replayed").booleanValue()).isFalse();
    }

    @Test
    void aFinishLeavesACommentANoteAndTickedItems() {
        ToolBox box = ToolBox.of(stack);
        JsonNode checker = box.agent()
                .call("tasker_update_structured_blocks", box.arguments("tasker_update_structured_blocks"))
                .path("issue")
                .path("structured_blocks")
                .path(0);

        JsonNode finished = box.agent()
                .call(
                        "tasker_finish_work_session",
                        Map.of(
                                "session_id", box.openSession(),
                                "summary", "Built <it>",
                                "validation_notes", "Ran the tests",
                                "outcome", "partial",
                                "checked_items",
                                        List.of(Map.of(
                                                "block_id", checker.path("id").stringValue(),
                                                "item_id",
                                                        checker.path("items")
                                                                .path(0)
                                                                .path("id")
                                                                .stringValue()))));

        assertThat(finished.has("warnings")).isFalse();
        assertThat(finished.path("comment").propertyNames()).containsExactlyInAnyOrder("id", "created_at");
        JsonNode issue = box.agent()
                .call("tasker_get_issue", Map.of("issue_id", box.issue()))
                .path("issue");
        assertThat(issue.path("comments").path("latest").path(0).path("excerpt").stringValue())
                .contains("finished in part", "Built <it>", "Ran the tests");
        JsonNode blocks = issue.path("structured_blocks");
        assertThat(blocks.path(0).path("items").path(0).path("checked").booleanValue())
                .isTrue();
        assertThat(blocks.path(1).path("kind").stringValue()).isEqualTo("implementation_note");
        assertThat(blocks.path(1).path("author").stringValue()).isEqualTo("Test agent");
        assertThat(blocks.path(1).path("body_html").stringValue()).contains("Built &lt;it&gt;");
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> extended = new HashMap<>(arguments);
        extended.put(name, value);
        return extended;
    }

    private static List<String> values(JsonNode list, String property) {
        return list.valueStream()
                .map(entry -> entry.path(property).stringValue())
                .toList();
    }
}
