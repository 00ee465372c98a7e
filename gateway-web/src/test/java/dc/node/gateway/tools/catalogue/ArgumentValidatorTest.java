package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.grants.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ArgumentValidatorTest {

    private static final String ID = "0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1e55";

    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();
    private static final ArgumentValidator VALIDATOR = new ArgumentValidator(CATALOGUE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get_agent_instructions | {}",
                "list_projects | {}",
                "list_projects | {'workspace_slug': 'nodedc', 'limit': 100, 'cursor': 'b2Zmc2V0'}",
                "get_project_context | {'project_id': ID}",
                "search_issues | {}",
                "search_issues | {'project_id': ID, 'query': 'login', 'state_ids': [ID], 'label_ids': [],"
                        + " 'assignee_ids': [ID, ID], 'priority': 'urgent', 'updated_since': '2026-03-31T09:30:00+02:00',"
                        + " 'fields': ['key', 'url'], 'limit': 1, 'cursor': 'b2Zmc2V0'}",
                "get_issue | {'issue_id': ID, 'fields': ['structured_blocks', 'blocks_revision'], 'comments_limit': 0}",
                "create_issue | {'project_id': ID, 'name': 'Login'}",
                "create_issue | {'project_id': ID, 'name': 'Login', 'description_html': '<p>3</p>', 'detail_layout':"
                        + " {'nodedc_structured_blocks': [], 'anything': {'else': null}}, 'state_id': ID, 'priority':"
                        + " 'none', 'label_ids': [ID], 'assignee_ids': [ID], 'start_date': '2026-02-28', 'target_date':"
                        + " '2028-02-29', 'parent_id': ID, 'session_id': ID, 'idempotency_key': 'login card: 1~'}",
                "update_issue | {'issue_id': ID}",
                "update_issue | {'issue_id': ID, 'name': 'Login', 'description_html': '', 'detail_layout': {},"
                        + " 'revision': '7', 'priority': 'low', 'start_date': '2026-02-28', 'target_date': '2026-03-01',"
                        + " 'parent_id': ID, 'session_id': ID, 'idempotency_key': 'k'}",
                "move_issue | {'issue_id': ID, 'state_id': ID, 'sort_order': -65535.5, 'session_id': ID,"
                        + " 'idempotency_key': 'k'}",
                "set_issue_labels | {'issue_id': ID, 'label_ids': [], 'mode': 'merge', 'session_id': ID,"
                        + " 'idempotency_key': 'k'}",
                "assign_issue | {'issue_id': ID, 'assignee_ids': [ID], 'session_id': ID, 'idempotency_key': 'k'}",
                "add_existing_project_member | {'project_id': ID, 'member_id': ID, 'role': 15, 'instruction': 'Ada, in"
                        + " CORE-12: add Bob.', 'idempotency_key': 'k'}",
                "append_comment | {'issue_id': ID, 'comment_html': '<p>Done.</p>', 'session_id': ID,"
                        + " 'idempotency_key': 'k'}",
                "update_structured_blocks | {'issue_id': ID, 'action': 'append_text_block', 'title': 'Plan',"
                        + " 'body_html': '<p>3</p>'}",
                "update_structured_blocks | {'issue_id': ID, 'action': 'append_checker', 'items': [{'text': 'a'},"
                        + " {'text': 'b', 'checked': true}]}",
                "update_structured_blocks | {'issue_id': ID, 'action': 'update_checker_item', 'block_id': 'b1',"
                        + " 'item_id': 'i1', 'checked': false, 'text': 'c'}",
                "update_structured_blocks | {'issue_id': ID, 'action': 'replace_blocks', 'revision': '7', 'blocks':"
                        + " [{'type': 'text', 'body_html': ''}, {'id': 'x', 'type': 'chart', 'data': [1]}]}",
                "update_structured_blocks | {'issue_id': ID, 'action': 'append_implementation_note', 'body_html':"
                        + " 'x', 'kind': 'decision', 'session_id': ID, 'idempotency_key': 'k'}",
                "start_work_session | {'issue_id': ID, 'goal': 'Mend the login', 'idempotency_key': 'k'}",
                "start_work_session | {'project_id': ID}",
                "finish_work_session | {'session_id': ID, 'summary': 'Mended.', 'validation_notes': 'mvn verify',"
                        + " 'outcome': 'done', 'issue_id': ID, 'checked_items': [{'block_id': 'b1', 'item_id': 'i1'}],"
                        + " 'idempotency_key': 'k'}",
            })
    void whatAToolTakesPasses(String tool, String arguments) {
        assertThat(VALIDATOR.validate(tool(tool), json(arguments))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get_agent_instructions | {'verbose': true} | /verbose",
                "list_projects | {'limit': 0, 'workspace': 'x'} | /limit /workspace",
                "list_projects | {'limit': 101, 'cursor': 7} | /limit /cursor",
                "list_projects | {'limit': 1e999} | /limit",
                "list_projects | {'limit': 2.5} | /limit",
                "list_projects | {'limit': 99999999999999999999} | /limit",
                "get_project_context | {} | /project_id",
                "get_project_context | {'project_id': 'CORE'} | /project_id",
                "get_project_context | {'project_id': null} | /project_id",
                "search_issues | {'state_ids': [ID, 'done', 3], 'priority': 'Urgent'} | /state_ids/1 /state_ids/2"
                        + " /priority",
                "search_issues | {'priority': ['high']} | /priority",
                "search_issues | {'fields': ['key', 'colour']} | /fields/1",
                "search_issues | {'updated_since': '2026-03-31'} | /updated_since",
                "search_issues | {'updated_since': '2026-03-31T09:30:00'} | /updated_since",
                "search_issues | {'updated_since': '2026-02-30T09:30:00Z'} | /updated_since",
                "search_issues | {'updated_since': 'yesterday'} | /updated_since",
                "get_issue | {'issue_id': 'CORE-12', 'comments_limit': 51} | /issue_id /comments_limit",
                "create_issue | {'name': ''} | /name /project_id",
                "create_issue | {'project_id': ID, 'name': ' \\t\\n'} | /name",
                "create_issue | {'project_id': ID, 'name': '\\u00a0\\u3000'} | /name",
                "update_issue | {'issue_id': ID, 'name': ' '} | /name",
                "start_work_session | {'issue_id': ID, 'goal': ''} | /goal",
                "start_work_session | {'issue_id': ID, 'goal': '  '} | /goal",
                "finish_work_session | {'session_id': ID, 'summary': ' '} | /summary",
                "add_existing_project_member | {'project_id': ID, 'member_id': ID, 'instruction': '\\n'} | /instruction",
                "append_comment | {'issue_id': ID, 'comment_html': ' '} | /comment_html",
                "create_issue | {'project_id': ID, 'name': 'x', 'start_date': '2026-02-30', 'target_date':"
                        + " '31.03.2026'} | /start_date /target_date",
                "create_issue | {'project_id': ID, 'name': 'x', 'detail_layout': []} | /detail_layout",
                "create_issue | {'project_id': ID, 'name': 'x', 'idempotency_key': ''} | /idempotency_key",
                "create_issue | {'project_id': ID, 'name': 'x', 'idempotency_key': 'ключ'} | /idempotency_key",
                "create_issue | {'project_id': ID, 'name': 'x', 'idempotency_key': 'a\\n'} | /idempotency_key",
                "update_issue | {'issue_id': ID, 'state_id': ID, 'archived': true} | /state_id /archived",
                "update_issue | {'issue_id': ID, 'parent_id': '0197a2c45d0e7c119f3b2f6f0a8f1e55'} | /parent_id",
                "move_issue | {} | /issue_id /state_id",
                "move_issue | {'issue_id': ID, 'state_id': ID, 'sort_order': '1'} | /sort_order",
                "move_issue | {'issue_id': ID, 'state_id': ID, 'sort_order': 1e300} | /sort_order",
                "set_issue_labels | {'issue_id': ID, 'label_ids': 'bug', 'mode': 'add'} | /label_ids /mode",
                "set_issue_labels | {'issue_id': ID} | /label_ids",
                "assign_issue | {'issue_id': ID, 'assignee_ids': [null]} | /assignee_ids/0",
                "assign_issue | {'issue_id': ID, 'assignee_ids': {}} | /assignee_ids",
                "add_existing_project_member | {'project_id': ID, 'member_id': ID} | /instruction",
                "add_existing_project_member | {'project_id': ID, 'member_id': ID, 'instruction': '', 'role': 10} |"
                        + " /role /instruction",
                "append_comment | {'issue_id': ID, 'comment_html': '', 'a/b~c': 1} | /comment_html /a~1b~0c",
                "append_comment | {'issue_id': ID, 'comment_html': 3} | /comment_html",
                "update_structured_blocks | {'issue_id': ID} | /action",
                "update_structured_blocks | {'issue_id': ID, 'action': 'delete_block'} | /action",
                "update_structured_blocks | {'issue_id': ID, 'action': 'append_checker', 'items': [{'text': 'a'},"
                        + " {'checked': 'yes', 'done': true}]} | /items/1/checked /items/1/text /items/1/done",
                "update_structured_blocks | {'issue_id': ID, 'action': 'append_checker', 'items': []} | /items",
                "update_structured_blocks | {'issue_id': ID, 'action': 'replace_blocks', 'blocks': [{}, 1]} | /blocks/1",
                "start_work_session | {'goal': 4} | /goal",
                "finish_work_session | {'session_id': ID, 'outcome': 'finished'} | /outcome /summary",
                "finish_work_session | {'session_id': ID, 'summary': 's', 'checked_items': [{'block_id': 'b'}]} |"
                        + " /checked_items/0/item_id",
            })
    void whatAToolDoesNotTakeIsPointedAt(String tool, String arguments, String pointers) {
        assertThat(VALIDATOR.validate(tool(tool), json(arguments)))
                .extracting(ArgumentProblem::pointer)
                .containsExactly(pointers.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | Give issue_id; it is required by tasker_update_structured_blocks.",
                "{'issue_id': 'CORE-12'} | This must be a UUID, such as 0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1e55.",
                "{'issue_id': null} | This cannot be null; leave it out or give a string.",
                "{'issue_id': 12} | This must be a string.",
                "{'checked': 'yes'} | This must be true or false.",
                "{'items': []} | This list must not be empty.",
                "{'items': {}} | This must be a list.",
                "{'items': [{}]} | Give text; it is required here.",
                "{'items': [{'text': 'a', 'done': true}]} | This property is not allowed here; leave it out.",
                "{'blocks': ['a']} | This must be an object.",
                "{'action': 'delete'} | This must be one of append_text_block, append_checker, update_checker_item,"
                        + " replace_blocks, append_implementation_note.",
                "{'idempotency_key': ''} | This must have at least one character, and only printable ASCII.",
            })
    void aProblemSaysWhatBelongsThere(String arguments, String message) {
        assertThat(VALIDATOR.validate(tool("update_structured_blocks"), json(arguments)))
                .extracting(ArgumentProblem::message)
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search_issues | {'limit': 500} | This must be at most 100.",
                "search_issues | {'limit': 0} | This must be at least 1.",
                "search_issues | {'limit': 'ten'} | This must be a whole number.",
                "search_issues | {'updated_since': 'now'} | This must be a time with its offset, such as"
                        + " 2026-03-31T09:30:00Z.",
                "create_issue | {'start_date': 'now'} | This must be a date of the calendar in ISO 8601, such as"
                        + " 2026-03-31.",
                "create_issue | {'name': ''} | This must not be empty.",
                "create_issue | {'name': ' '} | This must not be only white space.",
                "get_agent_instructions | {'all': true} | tasker_get_agent_instructions takes no arguments; leave this"
                        + " out.",
                "list_projects | {'project': 'x'} | tasker_list_projects takes no such argument; it takes"
                        + " workspace_slug, limit, cursor.",
            })
    void aProblemSaysWhatTheLimitIs(String tool, String arguments, String message) {
        assertThat(VALIDATOR.validate(tool(tool), json(arguments)))
                .extracting(ArgumentProblem::message)
                .contains(message);
    }

    @Test
    void lengthsAreHeldToTheirLimits() {
        ObjectNode atTheLimit = json("{'issue_id': ID}");
        atTheLimit.put("comment_html", "x".repeat(100_000)).put("idempotency_key", "k".repeat(200));
        ObjectNode beyond = json("{'issue_id': ID}");
        beyond.put("comment_html", "x".repeat(100_001)).put("idempotency_key", "k".repeat(201));

        assertThat(VALIDATOR.validate(tool("append_comment"), atTheLimit)).isEmpty();
        assertThat(VALIDATOR.validate(tool("append_comment"), beyond))
                .containsExactly(
                        new ArgumentProblem(
                                "/comment_html", "This is too long; the most allowed is 100000 characters."),
                        new ArgumentProblem(
                                "/idempotency_key", "This is too long; the most allowed is 200 characters."));
    }

    @Test
    void aNameIsCountedInCharactersNotInBytes() {
        ObjectNode arguments = json("{'project_id': ID}").put("name", "🦉".repeat(255));

        assertThat(VALIDATOR.validate(tool("create_issue"), arguments)).isEmpty();
    }

    @Test
    void atMostTwentyProblemsAreTold() {
        ObjectNode arguments = json("{'issue_id': ID}");
        IntStream.range(0, 51)
                .forEach(index -> arguments.withArray("assignee_ids").add("nobody " + index));

        List<ArgumentProblem> problems = VALIDATOR.validate(tool("assign_issue"), arguments);

        assertThat(problems).hasSize(20);
        assertThat(problems.getFirst().pointer()).isEqualTo("/assignee_ids/0");
        assertThat(VALIDATOR.validate(tool("assign_issue"), arguments)).isEqualTo(problems);
    }

    @Test
    void aProblemNeverRepeatsWhatWasSent() {
        ObjectNode arguments = json("{'issue_id': 'tgw_secret', 'comment_html': 3, 'idempotency_key': 'tgw_sécret'}");

        assertThat(VALIDATOR.validate(tool("append_comment"), arguments))
                .hasSize(3)
                .noneMatch(problem -> problem.message().contains("tgw_"));
    }

    @Test
    void manyThreadsGetTheSameAnswers() {
        ObjectNode good = json("{'issue_id': ID, 'state_id': ID}");
        ObjectNode bad = json("{'issue_id': ID}");

        assertThat(IntStream.range(0, 10_000)
                        .parallel()
                        .mapToObj(index -> VALIDATOR
                                .validate(tool("move_issue"), index % 2 == 0 ? good : bad)
                                .size()))
                .containsOnly(0, 1);
    }

    @Test
    void aToolOfNoCatalogueCannotBeAskedFor() {
        ToolDefinition foreign = new ToolDefinition(
                "tasker_delete_issue",
                "Delete",
                "Deletes.",
                Set.of(Scope.ISSUE_UPDATE),
                true,
                new ToolAnnotations(false, true, true, false),
                json("{}"),
                json("{}"));

        assertThatThrownBy(() -> VALIDATOR.validate(foreign, json("{}"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static ToolDefinition tool(String name) {
        return CATALOGUE.find("tasker_" + name).orElseThrow();
    }

    /** JSON with single quotes, where ID stands for an id. */
    private static ObjectNode json(String text) {
        String json = text.replace('\'', '"').replace("ID", "\"" + ID + "\"");
        return (ObjectNode) new JsonMapper().readTree(json);
    }
}
