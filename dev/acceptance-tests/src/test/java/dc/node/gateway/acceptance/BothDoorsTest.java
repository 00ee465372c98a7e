package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** MCP and REST are two doors to the same fifteen tools. */
@OnTestStack
class BothDoorsTest {

    static final List<String> TOOLS = ToolBox.TOOLS;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
    private static final Pattern ISSUE_KEY = Pattern.compile("CORE-\\d+");

    private final TestStack stack;

    BothDoorsTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void anAgentWithEveryScopeIsShownTheFifteenToolsInTheirOrder() {
        assertThat(stack.newAgent().tools().keySet()).containsExactlyElementsOf(TOOLS);
    }

    @ParameterizedTest
    @FieldSource("TOOLS")
    void aToolAnswersTheSameThroughBothDoorsAndAsItsOutputSchemaSays(String tool) {
        JsonNode overMcp = succeed(Door.MCP, tool);
        JsonNode overRest = succeed(Door.REST, tool);

        assertThat(withoutIdentities(overRest)).isEqualTo(withoutIdentities(overMcp));
        assertThat(violations(tool, overMcp)).isEmpty();
        assertThat(violations(tool, overRest)).isEmpty();
    }

    @Test
    void anMcpResultCarriesTheSameJsonAsText() {
        JsonNode result = stack.newAgent()
                .rpc("tools/call", Map.of("name", "tasker_list_projects", "arguments", Map.of()))
                .body()
                .path("result");

        assertThat(result.path("content").path(0).path("type").stringValue()).isEqualTo("text");
        assertThat(Http.JSON.readTree(
                        result.path("content").path(0).path("text").stringValue()))
                .isEqualTo(result.path("structuredContent"));
    }

    @Test
    void aWriteThroughOneDoorIsReplayedThroughTheOther() {
        ToolBox box = ToolBox.of(stack);
        Map<String, Object> arguments = box.argumentsWithKey("tasker_append_comment");

        JsonNode first = box.agent()
                .through(Door.MCP, "tasker_append_comment", arguments)
                .body();
        JsonNode second = box.agent()
                .through(Door.REST, "tasker_append_comment", arguments)
                .body();

        assertThat(second.path("replayed").booleanValue()).isTrue();
        assertThat(second.path("operation_id")).isEqualTo(first.path("operation_id"));
        assertThat(second.path("comment")).isEqualTo(first.path("comment"));
    }

    /** Each door has an agent and an issue of its own, so that neither finds what the other left. */
    private JsonNode succeed(Door door, String tool) {
        ToolBox box = ToolBox.of(stack);
        ToolAnswer answer = box.agent().through(door, tool, box.arguments(tool));
        assertThat(answer.isError()).as(answer.body().toString()).isFalse();
        return answer.body();
    }

    /** Each id is replaced by its number in the order of appearance, so that the same id stays the same. */
    private static String withoutIdentities(JsonNode body) {
        Map<String, String> numbers = new HashMap<>();
        String numbered = ID.matcher(body.toString())
                .replaceAll(id -> numbers.computeIfAbsent(id.group(), unseen -> "id " + numbers.size()));
        String timeless = TIME.matcher(numbered).replaceAll("a time");
        return ISSUE_KEY.matcher(timeless).replaceAll("a key");
    }

    private List<Error> violations(String tool, JsonNode body) {
        JsonNode schema = stack.newAgent().tool(tool).path("outputSchema");
        assertThat(schema.isObject()).isTrue();
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(body);
    }
}
