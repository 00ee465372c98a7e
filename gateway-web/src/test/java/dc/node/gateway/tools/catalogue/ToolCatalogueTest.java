package dc.node.gateway.tools.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.grants.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolCatalogueTest {

    private final ToolCatalogue catalogue = new ToolCatalogue();

    @Test
    void holdsTheToolsOfTheContractInItsOrderWithTheirScopes() {
        assertThat(catalogue.all().stream().map(tool -> tool.name() + " " + tool.scopes()))
                .containsExactly(
                        "tasker_get_agent_instructions [workspace:read]",
                        "tasker_list_projects [project:read]",
                        "tasker_get_project_context [project:read]",
                        "tasker_search_issues [issue:read]",
                        "tasker_get_issue [issue:read]",
                        "tasker_create_issue [issue:create]",
                        "tasker_update_issue [issue:update]",
                        "tasker_move_issue [issue:move]",
                        "tasker_set_issue_labels [issue:label]",
                        "tasker_assign_issue [issue:assign]",
                        "tasker_add_existing_project_member [project:member:add_existing]",
                        "tasker_append_comment [issue:comment]",
                        "tasker_update_structured_blocks [issue:structured_blocks:write]",
                        "tasker_start_work_session [issue:comment]",
                        "tasker_finish_work_session [issue:comment, issue:structured_blocks:write]");
    }

    @Test
    void everyScopeOpensSomeTool() {
        Set<Scope> used =
                catalogue.all().stream().flatMap(tool -> tool.scopes().stream()).collect(Collectors.toSet());

        assertThat(used).containsExactlyInAnyOrder(Scope.values());
    }

    @Test
    void findsAToolByItsExactNameOnly() {
        assertThat(catalogue.find("tasker_get_issue"))
                .map(ToolDefinition::title)
                .contains("Get issue");
        assertThat(catalogue.find("tasker_delete_issue")).isEmpty();
        assertThat(catalogue.find("TASKER_GET_ISSUE")).isEmpty();
        assertThat(catalogue.find("")).isEmpty();
    }

    @Test
    void whatOnlyReadsIsSaidToAndWhatOverwritesToo() {
        assertThat(catalogue.all())
                .filteredOn(tool -> tool.annotations().readOnlyHint())
                .extracting(ToolDefinition::name)
                .containsExactly(
                        "tasker_get_agent_instructions",
                        "tasker_list_projects",
                        "tasker_get_project_context",
                        "tasker_search_issues",
                        "tasker_get_issue");
        assertThat(catalogue.all())
                .filteredOn(tool -> tool.annotations().destructiveHint())
                .extracting(ToolDefinition::name)
                .containsExactly(
                        "tasker_update_issue",
                        "tasker_set_issue_labels",
                        "tasker_assign_issue",
                        "tasker_update_structured_blocks");
        assertThat(catalogue.all())
                .filteredOn(tool -> !tool.annotations().idempotentHint())
                .extracting(ToolDefinition::name)
                .containsExactly("tasker_create_issue", "tasker_append_comment", "tasker_update_structured_blocks");
        assertThat(catalogue.all()).noneMatch(tool -> tool.annotations().openWorldHint());
    }

    @Test
    void aMissingDefinitionStopsTheStart() {
        assertThatThrownBy(() ->
                        new ToolCatalogue(resource -> resource.contains("move_issue") ? null : original(resource)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The tool tasker_move_issue cannot be offered: its definition tools/tasker_move_issue.json"
                        + " is missing.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"name\": \"tasker_move_issue\" | \"name\": \"tasker_move\" | its definition calls it tasker_move.",
                "\"title\": \"Move issue\" | \"title\": \" \" | it has no title.",
                "\"description\": \"Move an issue | \"about\": \"Move an issue | is not a tool definition",
                "[\"issue:move\"] | [] | it asks for no scope",
                "[\"issue:move\"] | [\"issue:delete\"] | is not a tool definition",
                "\"write\": true | \"write\": false | write and readOnlyHint contradict each other.",
                "\"write\": true | \"write\": null | is not a tool definition",
                "[\"issue_id\", \"state_id\"] | [\"issue_id\", \"column_id\"] | requires \"column_id\" but does not",
                "\"idempotency_key\": | \"key\": | a write, and only a write, takes an idempotency_key.",
                "\"additionalProperties\": false | \"additionalProperties\": true | lets unknown arguments pass.",
                "\"title\": \"Move issue\" | \"title\": \"Move\", \"title\": \"Issue\" | is not a tool definition",
            })
    void aDefinitionThatContradictsItselfStopsTheStartWithASentence(String text, String broken, String reason) {
        assertThatThrownBy(() -> new ToolCatalogue(resource ->
                        resource.contains("move_issue") ? broken(resource, text, broken) : original(resource)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The tool tasker_move_issue cannot be offered: ")
                .hasMessageContaining(reason);
    }

    private static InputStream broken(String resource, String text, String replacement) {
        try (InputStream stream = original(resource)) {
            String definition = new String(stream.readAllBytes(), UTF_8);
            assertThat(definition).contains(text);
            return new ByteArrayInputStream(
                    definition.replace(text, replacement).getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream original(String resource) {
        return Objects.requireNonNull(ToolCatalogue.class.getClassLoader().getResourceAsStream(resource));
    }
}
