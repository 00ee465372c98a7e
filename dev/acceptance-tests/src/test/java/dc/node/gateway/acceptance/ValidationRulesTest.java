package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.Refused;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What an issue, a member and a session may be given, whatever the JSON Schema lets pass. */
@OnTestStack
class ValidationRulesTest {

    static final List<String> TOOLS = ToolBox.TOOLS;

    private static final String FOREIGN_STATE = SeedIds.state("EDGE", "Todo");

    private final TestStack stack;
    private final ToolBox box;

    ValidationRulesTest(TestStack stack) {
        this.stack = stack;
        this.box = ToolBox.of(stack);
    }

    record Rule(String name, String tool, Map<String, Object> arguments, String field) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule(
                        "a state of another project",
                        "tasker_move_issue",
                        Map.of("state_id", FOREIGN_STATE),
                        "state_id"),
                new Rule(
                        "a label of another project",
                        "tasker_set_issue_labels",
                        Map.of("label_ids", List.of(SeedIds.label("EDGE", "bug"))),
                        "label_ids"),
                new Rule(
                        "a label of another project, merged",
                        "tasker_set_issue_labels",
                        Map.of("label_ids", List.of(SeedIds.label("EDGE", "bug")), "mode", "merge"),
                        "label_ids"),
                new Rule(
                        "an assignee who is no longer active",
                        "tasker_assign_issue",
                        Map.of("assignee_ids", List.of(SeedIds.member("inactive"))),
                        "assignee_ids"),
                new Rule(
                        "an assignee nobody knows",
                        "tasker_assign_issue",
                        Map.of("assignee_ids", List.of(SeedIds.project("CORE"))),
                        "assignee_ids"),
                new Rule(
                        "a parent in another project",
                        "tasker_update_issue",
                        Map.of("parent_id", SeedIds.issue("EDGE", 1)),
                        "parent_id"),
                new Rule(
                        "a parent nobody knows",
                        "tasker_update_issue",
                        Map.of("parent_id", SeedIds.project("CORE")),
                        "parent_id"),
                new Rule("an update of nothing", "tasker_update_issue", Map.of("revision", "1"), "name"),
                new Rule(
                        "a start after the target",
                        "tasker_update_issue",
                        Map.of("start_date", "2026-12-02", "target_date", "2026-12-01"),
                        "target_date"),
                new Rule(
                        "a start after the target that stands",
                        "tasker_update_issue",
                        Map.of("start_date", "2026-12-02"),
                        "start_date"),
                new Rule(
                        "blocks without the revision they were made from",
                        "tasker_update_issue",
                        Map.of("detail_layout", Map.of("nodedc_structured_blocks", List.of())),
                        "revision"),
                new Rule(
                        "blocks of no known type",
                        "tasker_update_issue",
                        Map.of(
                                "revision",
                                "1",
                                "detail_layout",
                                Map.of("nodedc_structured_blocks", List.of(Map.of("id", "a", "type", "table")))),
                        "detail_layout"),
                new Rule(
                        "blocks that are no list",
                        "tasker_update_issue",
                        Map.of("revision", "1", "detail_layout", Map.of("nodedc_structured_blocks", "none")),
                        "detail_layout"),
                new Rule(
                        "a comment of which cleaning leaves nothing",
                        "tasker_append_comment",
                        Map.of("comment_html", "<script>alert(1)</script>"),
                        "comment_html"),
                new Rule(
                        "a text block without a text",
                        "tasker_update_structured_blocks",
                        Map.of("action", "append_text_block", "title", "Plan"),
                        "body_html"),
                new Rule(
                        "a checker without items",
                        "tasker_update_structured_blocks",
                        Map.of("action", "append_checker"),
                        "items"),
                new Rule(
                        "an item of a block that is not there",
                        "tasker_update_structured_blocks",
                        Map.of("action", "update_checker_item", "block_id", "none", "item_id", "none", "checked", true),
                        "block_id"),
                new Rule(
                        "a change of an item to nothing",
                        "tasker_update_structured_blocks",
                        Map.of("action", "update_checker_item", "block_id", "none", "item_id", "none"),
                        "checked"),
                new Rule(
                        "a replacement without its revision",
                        "tasker_update_structured_blocks",
                        Map.of("action", "replace_blocks", "blocks", List.of()),
                        "revision"),
                new Rule(
                        "an argument of another action",
                        "tasker_update_structured_blocks",
                        Map.of("action", "append_text_block", "body_html", "<p>a</p>", "kind", "note"),
                        "kind"),
                new Rule(
                        "a session on an issue and a project at once",
                        "tasker_start_work_session",
                        Map.of("project_id", CORE.toString()),
                        "issue_id"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itIsRefusedByBothDoorsNamingTheFieldAndNothingIsWritten(Rule rule) {
        box.agent().call("tasker_update_issue", box.onIssue(Map.of("target_date", "2026-12-01")));
        int effects = stack.tasker().effectsOn(box.issue()).size();

        Refused.by(box.agent(), rule.tool(), box.onIssue(rule.arguments()))
                .with("validation_failed", 422)
                .naming(rule.field());

        assertThat(stack.tasker().effectsOn(box.issue())).hasSize(effects);
    }

    static Stream<Rule> rulesOfCreation() {
        return Stream.of(
                new Rule(
                        "a state of another project",
                        "tasker_create_issue",
                        Map.of("state_id", FOREIGN_STATE),
                        "state_id"),
                new Rule(
                        "a label of another project",
                        "tasker_create_issue",
                        Map.of("label_ids", List.of(SeedIds.label("EDGE", "bug"))),
                        "label_ids"),
                new Rule(
                        "an assignee who is no longer active",
                        "tasker_create_issue",
                        Map.of("assignee_ids", List.of(SeedIds.member("inactive"))),
                        "assignee_ids"),
                new Rule(
                        "a parent in another project",
                        "tasker_create_issue",
                        Map.of("parent_id", SeedIds.issue("EDGE", 1)),
                        "parent_id"),
                new Rule(
                        "a start after the target",
                        "tasker_create_issue",
                        Map.of("start_date", "2026-12-02", "target_date", "2026-12-01"),
                        "target_date"),
                new Rule(
                        "a text block without a text",
                        "tasker_create_issue",
                        Map.of(
                                "detail_layout",
                                Map.of("nodedc_structured_blocks", List.of(Map.of("type", "text", "title", "Plan")))),
                        "detail_layout"));
    }

    @ParameterizedTest
    @MethodSource("rulesOfCreation")
    void itIsRefusedInACreationToo(Rule rule) {
        Map<String, Object> arguments = new HashMap<>(rule.arguments());
        arguments.put("project_id", CORE.toString());
        arguments.put("name", "Never to be created");

        Refused.by(box.agent(), rule.tool(), arguments)
                .with("validation_failed", 422)
                .naming(rule.field());
    }

    @Test
    void aPlaceInsideAnArgumentIsToldAsAPointer() {
        Refused refused = Refused.by(
                box.agent(),
                "tasker_update_structured_blocks",
                box.onIssue(Map.of(
                        "action", "append_checker", "items", List.of(Map.of("text", "one"), Map.of("text", " ")))));

        refused.with("validation_failed", 422).naming("items");
        assertThat(refused.error().path("details").path("pointer").stringValue())
                .isEqualTo("/items/1/text");
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void anArgumentTheToolDoesNotHaveIsRefusedAndNeverDropped(String tool) {
        Map<String, Object> arguments = new HashMap<>(box.arguments(tool));
        arguments.put("archived", true);

        Refused refused = Refused.by(box.agent(), tool, arguments);

        refused.with("invalid_arguments", 400);
        assertThat(pointers(refused.error())).containsExactly("/archived");
    }

    @Test
    void everythingTheSchemaRefusesIsNamedByItsPointer() {
        Refused refused = Refused.by(
                box.agent(),
                "tasker_create_issue",
                Map.of(
                        "project_id", "CORE",
                        "name", "",
                        "priority", "highest",
                        "start_date", "2026-02-30",
                        "label_ids", List.of("bug")));

        refused.with("invalid_arguments", 400);
        assertThat(pointers(refused.error()))
                .containsExactlyInAnyOrder("/project_id", "/name", "/priority", "/start_date", "/label_ids/0");
    }

    @Test
    void aNameOfWhiteSpaceIsRefused() {
        Refused refused =
                Refused.by(box.agent(), "tasker_create_issue", Map.of("project_id", CORE.toString(), "name", " \t"));

        refused.with("invalid_arguments", 400);
        assertThat(pointers(refused.error())).containsExactly("/name");
    }

    @Test
    void aNumberNoReaderCanHoldIsRefusedWhereverItIs() {
        Refused refused = Refused.by(
                box.agent(),
                "tasker_update_issue",
                box.onIssue(Map.of("detail_layout", Map.of("widths", List.of(1, new BigDecimal("1e999"))))));

        refused.with("invalid_arguments", 400);
        assertThat(pointers(refused.error())).containsExactly("/detail_layout/widths/1");
    }

    @Test
    void anArgumentGivenTwiceIsRefusedByBothDoors() {
        String twice = "{\"project_id\":\"%s\",\"name\":\"one\",\"name\":\"two\"}".formatted(CORE);

        assertThat(box.agent().post("/api/v1/tools/tasker_create_issue", twice).status())
                .isEqualTo(400);
        assertThat(box.agent()
                        .post(
                                "/mcp",
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"tasker_create_issue\",\"arguments\":%s}}"
                                        .formatted(twice))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void namesThatDeleteArchiveInviteOrPassRequestsOnAreNoTools() {
        List.of(
                        "tasker_delete_issue",
                        "tasker_archive_issue",
                        "tasker_delete_comment",
                        "tasker_invite_member",
                        "tasker_api_request")
                .forEach(name -> {
                    assertThat(box.agent().rest(name, box.onIssue(Map.of())).status())
                            .isEqualTo(404);
                    assertThat(box.agent()
                                    .rpc("tools/call", Map.of("name", name, "arguments", Map.of()))
                                    .body()
                                    .path("error")
                                    .path("code")
                                    .intValue())
                            .isEqualTo(-32602);
                });
    }

    private static List<String> pointers(JsonNode error) {
        return error.path("details")
                .path("problems")
                .valueStream()
                .map(problem -> problem.path("pointer").stringValue())
                .toList();
    }
}
