package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.Http;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.Refused;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What reaches Tasker of an agent's HTML and layouts, seen in what Tasker was sent. */
@OnTestStack
class HtmlAndLayoutTest {

    private static final String HARMFUL =
            "<p onclick=\"steal()\">Seen<script>steal()</script> <a href=\"javascript:steal()\">there</a></p>";

    private final TestStack stack;
    private final ToolBox box;

    HtmlAndLayoutTest(TestStack stack) {
        this.stack = stack;
        this.box = ToolBox.of(stack);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>3</p>",
                "plain text, 2 < 3",
                "<p>Tom &amp; Jerry&nbsp;&mdash; a  b</p>",
                "<ul><li>one</li><li><code>x &lt; y</code></li></ul>",
                "<p>Łódź, Казань, 東京 🚀</p>",
                "<a href=\"https://example.test/?a=1&amp;b=2\">link</a>"
            })
    void cleanHtmlReachesTaskerAsItCame(String html) {
        JsonNode answer = box.agent().call("tasker_append_comment", box.onIssue(Map.of("comment_html", html)));

        assertThat(answer.has("warnings")).isFalse();
        assertThat(lastEffect().path("body").path("comment_html").stringValue()).isEqualTo(html);
    }

    @Test
    void harmfulHtmlIsCleanedWhereverItIsAndToldInWarnings() {
        JsonNode comment = box.agent().call("tasker_append_comment", box.onIssue(Map.of("comment_html", HARMFUL)));
        assertCleaned(comment, lastEffect().path("body").path("comment_html"));

        JsonNode update = box.agent().call("tasker_update_issue", box.onIssue(Map.of("description_html", HARMFUL)));
        assertCleaned(update, lastEffect().path("body").path("description_html"));

        JsonNode block = box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        box.onIssue(Map.of("action", "append_text_block", "body_html", HARMFUL)));
        assertCleaned(
                block, block.path("issue").path("structured_blocks").path(0).path("body_html"));

        JsonNode created = box.agent()
                .call(
                        "tasker_create_issue",
                        Map.of(
                                "project_id",
                                CORE.toString(),
                                "name",
                                "Harmless",
                                "description_html",
                                HARMFUL,
                                "detail_layout",
                                Map.of(
                                        "nodedc_structured_blocks",
                                        List.of(Map.of("id", "a", "type", "text", "body_html", HARMFUL)))));
        JsonNode sent = stack.tasker()
                .effectsOf(created.path("operation_id").stringValue())
                .getFirst()
                .path("body");
        assertCleaned(created, sent.path("description_html"));
        assertCleaned(
                created,
                sent.path("detail_layout")
                        .path("nodedc_structured_blocks")
                        .path(0)
                        .path("body_html"));
    }

    @Test
    void harmfulHtmlIsCleanedInEveryHtmlPropertyOfALayoutAndOfItsBlocks() {
        Map<String, Object> block = Map.of(
                "id",
                "a",
                "type",
                "text",
                "body_html",
                "<p>fine</p>",
                "footer_html",
                HARMFUL,
                "card",
                Map.of("html", HARMFUL),
                "formula",
                "a<script>b");
        Map<String, Object> layout = Map.of(
                "sidebar",
                List.of(Map.of("intro_html", HARMFUL)),
                "html",
                HARMFUL,
                "code",
                "if (a<b) <script>",
                "nodedc_structured_blocks",
                List.of(block));

        JsonNode created = box.agent()
                .call(
                        "tasker_create_issue",
                        Map.of("project_id", CORE.toString(), "name", "Harmless", "detail_layout", layout));

        JsonNode sent = stack.tasker()
                .effectsOf(created.path("operation_id").stringValue())
                .getFirst()
                .path("body")
                .path("detail_layout");
        assertCleaned(created, sent.path("sidebar").path(0).path("intro_html"));
        assertCleaned(created, sent.path("html"));
        assertThat(sent.path("code").stringValue()).isEqualTo("if (a<b) <script>");
        JsonNode sentBlock = sent.path("nodedc_structured_blocks").path(0);
        assertCleaned(created, sentBlock.path("footer_html"));
        assertCleaned(created, sentBlock.path("card").path("html"));
        assertThat(sentBlock.path("formula").stringValue()).isEqualTo("a<script>b");
    }

    @Test
    void aBlockSentBackAsItIsKeepsTheHtmlPeopleTypedInTasker() {
        JsonNode typed =
                Http.JSON.readTree("{\"id\": \"m\", \"type\": \"map\", \"legend_html\": \"<p style='x'>N</p>\"}");
        stack.tasker()
                .editInTasker(box.issue(), Map.of("detail_layout", Map.of("nodedc_structured_blocks", List.of(typed))));

        JsonNode replaced = box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        replacement(
                                List.of(typed, Map.of("type", "text", "body_html", "<p>New</p>")),
                                issue().path("blocks_revision").stringValue()));

        assertThat(replaced.path("issue").path("structured_blocks").path(0)).isEqualTo(typed);
        assertThat(replaced.has("warnings")).isFalse();
    }

    @Test
    void aNoteThatIsNewOrChangedIsSignedByWhoWritesItAndAnUnchangedOneStays() {
        JsonNode bobs = note("b", "<p>Bob wrote</p>");
        JsonNode anns = note("c", "<p>Ann wrote</p>");
        stack.tasker()
                .editInTasker(
                        box.issue(), Map.of("detail_layout", Map.of("nodedc_structured_blocks", List.of(bobs, anns))));

        JsonNode replaced = box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        replacement(
                                List.of(bobs, note("c", "<p>Ann never wrote</p>"), note("d", "<p>Forged</p>")),
                                issue().path("blocks_revision").stringValue()))
                .path("issue")
                .path("structured_blocks");

        assertThat(replaced.path(0)).isEqualTo(bobs);
        assertSigned(replaced.path(1));
        assertSigned(replaced.path(2));
        JsonNode created = box.agent()
                .call(
                        "tasker_create_issue",
                        Map.of(
                                "project_id",
                                CORE.toString(),
                                "name",
                                "Signed",
                                "detail_layout",
                                Map.of("nodedc_structured_blocks", List.of(note("e", "<p>Forged</p>")))));
        assertSigned(created.path("issue").path("structured_blocks").path(0));
    }

    private static JsonNode note(String id, String html) {
        return Http.JSON.readTree("""
                {"id": "%s", "type": "text", "body_html": "%s", "kind": "implementation_note", "author": "Somebody else",
                 "created_at": "2020-01-01T00:00:00Z"}""".formatted(id, html));
    }

    private static void assertSigned(JsonNode block) {
        assertThat(block.path("author").stringValue()).isEqualTo("Test agent");
        assertThat(block.path("created_at").stringValue()).endsWith("Z").isGreaterThan("2026");
        assertThat(block.path("kind").stringValue()).isEqualTo("implementation_note");
    }

    @Test
    void blockActionsLeaveTheRestOfTheLayoutAndUnknownBlocksAsTheyAre() {
        JsonNode layout = Http.JSON.readTree("""
                {"rows": [1, 2.50, {"deep": null}], "columns": 2,
                 "nodedc_structured_blocks": [{"id": "m", "type": "map", "zoom": 1.0}, {"id": "t", "type": "text",
                 "body_html": "<p>as typed</p>", "colour": "red"}], "last": "kept"}""");
        stack.tasker().editInTasker(box.issue(), Map.of("detail_layout", layout));

        box.agent().call("tasker_update_structured_blocks", box.arguments("tasker_update_structured_blocks"));

        JsonNode sent = lastEffect().path("body").path("detail_layout");
        assertThat(sent.propertyNames()).containsExactly("rows", "columns", "nodedc_structured_blocks", "last");
        assertThat(sent.path("rows").toString()).isEqualTo("[1,2.50,{\"deep\":null}]");
        JsonNode blocks = sent.path("nodedc_structured_blocks");
        assertThat(blocks).hasSize(3);
        assertThat(blocks.path(0).toString()).isEqualTo("{\"id\":\"m\",\"type\":\"map\",\"zoom\":1.0}");
        assertThat(blocks.path(1))
                .isEqualTo(layout.path("nodedc_structured_blocks").path(1));
        assertThat(blocks.path(2).path("title").stringValue()).isEqualTo("Steps");
    }

    @Test
    void aLayoutWithoutBlocksKeepsTheBlocks() {
        JsonNode before = appendChecker();

        box.agent().call("tasker_update_issue", box.onIssue(Map.of("detail_layout", Map.of("columns", 3))));

        JsonNode sent = lastEffect().path("body").path("detail_layout");
        assertThat(sent.path("columns").intValue()).isEqualTo(3);
        assertThat(sent.path("nodedc_structured_blocks")).isEqualTo(before.path("structured_blocks"));
    }

    @Test
    void aLayoutWithBlocksReplacesThemOnlyOnTheRevisionItWasMadeFrom() {
        String stale = issue().path("blocks_revision").stringValue();
        String current = appendChecker().path("blocks_revision").stringValue();

        Refused refused = Refused.by(box.agent(), "tasker_update_issue", layoutOfOneBlock(stale));
        refused.with("stale_revision", 409);
        assertThat(refused.error().path("retryable").booleanValue()).isFalse();
        box.agent().call("tasker_update_issue", layoutOfOneBlock(current));

        assertThat(issue().path("structured_blocks"))
                .singleElement()
                .satisfies(block -> assertThat(block.path("id").stringValue()).isEqualTo("own"));
    }

    @Test
    void blocksOfATypeTheGatewayDoesNotKnowOutliveAReplacementInEitherWay() {
        JsonNode map = Http.JSON.readTree("{\"id\": \"m\", \"type\": \"map\"}");
        stack.tasker()
                .editInTasker(box.issue(), Map.of("detail_layout", Map.of("nodedc_structured_blocks", List.of(map))));

        box.agent()
                .call(
                        "tasker_update_issue",
                        layoutOfOneBlock(issue().path("blocks_revision").stringValue()));
        assertThat(issue().path("structured_blocks")).hasSize(2).contains(map);

        box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        replacement(List.of(), issue().path("blocks_revision").stringValue()));
        assertThat(issue().path("structured_blocks")).containsExactly(map);
    }

    @Test
    void blocksAreReplacedOnlyOnTheRevisionTheyWereReadWith() {
        String stale = issue().path("blocks_revision").stringValue();
        JsonNode read = appendChecker();

        Refused.by(box.agent(), "tasker_update_structured_blocks", replacement(List.of(), stale))
                .with("stale_revision", 409);
        JsonNode kept = read.path("structured_blocks").path(0);
        JsonNode replaced = box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        replacement(
                                List.of(Map.of("type", "text", "body_html", "<p>New</p>"), kept),
                                read.path("blocks_revision").stringValue()))
                .path("issue");

        assertThat(replaced.path("structured_blocks").path(0).path("id").stringValue())
                .isNotBlank();
        assertThat(replaced.path("structured_blocks").path(1)).isEqualTo(kept);
        assertThat(replaced.path("blocks_revision")).isNotEqualTo(read.path("blocks_revision"));
    }

    @Test
    void anItemIsTickedAndRewordedAndANoteIsSigned() {
        JsonNode checker = appendChecker().path("structured_blocks").path(0);
        box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        box.onIssue(Map.of(
                                "action",
                                "update_checker_item",
                                "block_id",
                                checker.path("id").stringValue(),
                                "item_id",
                                checker.path("items").path(0).path("id").stringValue(),
                                "checked",
                                true,
                                "text",
                                "Measured")));
        box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        box.onIssue(Map.of(
                                "action",
                                "append_implementation_note",
                                "body_html",
                                "<p>How</p>",
                                "kind",
                                "decision")));

        JsonNode blocks = issue().path("structured_blocks");
        JsonNode item = blocks.path(0).path("items").path(0);
        assertThat(item.path("checked").booleanValue()).isTrue();
        assertThat(item.path("text").stringValue()).isEqualTo("Measured");
        assertThat(blocks.path(1).path("kind").stringValue()).isEqualTo("decision");
        assertThat(blocks.path(1).path("author").stringValue()).isEqualTo("Test agent");
        assertThat(blocks.path(1).path("created_at").stringValue()).endsWith("Z");
    }

    private static void assertCleaned(JsonNode answer, JsonNode html) {
        assertThat(html.stringValue()).contains("Seen", "there").doesNotContain("steal", "onclick", "script");
        assertThat(answer.path("warnings")).isNotEmpty();
    }

    private JsonNode appendChecker() {
        return box.agent()
                .call("tasker_update_structured_blocks", box.arguments("tasker_update_structured_blocks"))
                .path("issue");
    }

    private Map<String, Object> layoutOfOneBlock(String revision) {
        return box.onIssue(Map.of(
                "revision",
                revision,
                "detail_layout",
                Map.of(
                        "nodedc_structured_blocks",
                        List.of(Map.of("id", "own", "type", "text", "body_html", "<p>Mine</p>")))));
    }

    private Map<String, Object> replacement(List<?> blocks, String revision) {
        return box.onIssue(Map.of("action", "replace_blocks", "blocks", blocks, "revision", revision));
    }

    private JsonNode issue() {
        return box.agent()
                .call("tasker_get_issue", Map.of("issue_id", box.issue()))
                .path("issue");
    }

    private JsonNode lastEffect() {
        return stack.tasker().effectsOn(box.issue()).getLast();
    }
}
