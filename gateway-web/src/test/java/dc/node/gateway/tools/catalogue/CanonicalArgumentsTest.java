package dc.node.gateway.tools.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class CanonicalArgumentsTest {

    private static final String LOWER = "0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1e55";
    private static final String UPPER = "0197A2C4-5D0E-7C11-9F3B-2f6f0a8f1e55";

    private static final ToolCatalogue CATALOGUE = new ToolCatalogue();
    private static final ArgumentValidator VALIDATOR = new ArgumentValidator(CATALOGUE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "assign_issue | {'issue_id': UP, 'assignee_ids': [UP, LOW]} | {'issue_id': LOW, 'assignee_ids': [LOW, LOW]}",
                "create_issue | {'name': UP, 'project_id': UP, 'parent_id': UP, 'idempotency_key': UP} |"
                        + " {'name': UP, 'project_id': LOW, 'parent_id': LOW, 'idempotency_key': UP}",
                "create_issue | {'project_id': LOW, 'name': 'x', 'detail_layout': {'issue_id': UP, 'ids': [UP], 'n': 2.50}} |"
                        + " {'project_id': LOW, 'name': 'x', 'detail_layout': {'issue_id': UP, 'ids': [UP], 'n': 2.50}}",
                "update_structured_blocks | {'issue_id': UP, 'action': 'replace_blocks', 'revision': UP, 'blocks': [{'id': UP}]} |"
                        + " {'issue_id': LOW, 'action': 'replace_blocks', 'revision': UP, 'blocks': [{'id': UP}]}",
                "finish_work_session | {'session_id': UP, 'summary': UP, 'checked_items': [{'block_id': UP, 'item_id': UP}]} |"
                        + " {'session_id': LOW, 'summary': UP, 'checked_items': [{'block_id': UP, 'item_id': UP}]}",
                "search_issues | {'state_ids': [UP], 'cursor': UP} | {'state_ids': [LOW], 'cursor': UP}",
            })
    void onlyWhatTheSchemaCallsAnIdIsPutInLowerCase(String name, String sent, String canonical) {
        ToolDefinition tool = CATALOGUE.find("tasker_" + name).orElseThrow();
        ObjectNode arguments = json(sent);

        assertThat(VALIDATOR.validate(tool, arguments)).isEmpty();
        assertThat(VALIDATOR.canonical(tool, arguments).toString())
                .isEqualTo(json(canonical).toString());
        assertThat(arguments).as("what was sent is left as it was").isEqualTo(json(sent));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(
                text.replace('\'', '"').replace("UP", '"' + UPPER + '"').replace("LOW", '"' + LOWER + '"'));
    }
}
