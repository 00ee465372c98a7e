package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a finish leaves on the issue, however many items it ticks and whatever of it cannot be done. */
@OnTestStack
class FinishWorkSessionTest {

    private final TestStack stack;
    private final ToolBox box;

    FinishWorkSessionTest(TestStack stack) {
        this.stack = stack;
        this.box = ToolBox.of(stack);
    }

    @Test
    void twoHundredItemsAreTickedInOneAttemptThoughTaskerIsSlow() {
        JsonNode checker = appendChecker(200);
        String session = box.openSession();
        stack.tasker().fault(Map.of("mode", "slow", "latency_ms", 150, "match", Map.of("path_regex", box.issue())));

        JsonNode finished = finish(session, ticksOf(checker));

        assertThat(finished.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(finished.has("warnings")).as(finished.toString()).isFalse();
        assertThat(attemptsOf(finished)).isEqualTo(1);
        List<JsonNode> blocks = blocks();
        assertThat(blocks).hasSize(2);
        assertThat(blocks.getFirst().path("items"))
                .hasSize(200)
                .allMatch(item -> item.path("checked").booleanValue());
        assertThat(effectsOf(finished)).containsExactly("comment.create", "issue.update");
    }

    @Test
    void whatCannotBeTickedIsNamedAndStopsNothing() {
        JsonNode checker = appendChecker(2);
        String block = checker.path("id").stringValue();
        String item = checker.path("items").path(1).path("id").stringValue();
        String session = box.openSession();

        JsonNode finished =
                finish(session, List.of(tick("no-block", "any"), tick(block, "no-item"), tick(block, item)));

        assertThat(finished.path("warnings")).hasSize(2);
        assertThat(finished.path("warnings").path(0).stringValue())
                .contains("any", "no-block", "no block with this id");
        assertThat(finished.path("warnings").path(1).stringValue()).contains("no-item", block, "no item with this id");
        assertThat(blocks()).hasSize(2);
        assertThat(blocks().getFirst().path("items"))
                .extracting(ticked -> ticked.path("checked").booleanValue())
                .containsExactly(false, true);
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
    }

    @Test
    void anEditInTaskerMeanwhileIsKeptAndNoWarningIsToldTwice() {
        JsonNode checker = appendChecker(1);
        String session = box.openSession();
        Map<String, Object> patch = Map.of("method", "PATCH", "path_regex", box.issue());
        stack.tasker().fault(Map.of("mode", "slow", "latency_ms", 3_000, "count", 1, "match", patch));
        List<Map<String, String>> ticks = List.of(ticksOf(checker).getFirst(), tick("gone", "x"), tick("gone", "x"));
        int before = patches().size();

        CompletableFuture<JsonNode> finishing = CompletableFuture.supplyAsync(() -> finish(session, ticks));
        await().atMost(Duration.ofSeconds(10)).until(() -> patches().size() > before);
        JsonNode typed = Http.JSON.readTree(
                "{\"id\": \"typed\", \"type\": \"text\", \"body_html\": \"<p>typed meanwhile</p>\"}");
        stack.tasker()
                .editInTasker(
                        box.issue(),
                        Map.of("detail_layout", Map.of("nodedc_structured_blocks", List.of(checker, typed))));
        JsonNode finished = finishing.join();

        assertThat(finished.path("warnings")).as(finished.toString()).hasSize(1);
        assertThat(finished.path("warnings").path(0).stringValue()).contains("gone");
        assertThat(patches())
                .as("the refused one, the person's own is another's")
                .hasSize(before + 2);
        assertThat(attemptsOf(finished)).isEqualTo(1);
        assertThat(blocks()).hasSize(3).contains(typed);
        assertThat(blocks().getFirst().path("items").path(0).path("checked").booleanValue())
                .isTrue();
    }

    @Test
    void aNoteAndTicksThatTaskerRefusesAreNamedTogetherAndTheCommentStays() {
        JsonNode checker = appendChecker(1);
        String session = box.openSession();
        stack.tasker()
                .fault(Map.of(
                        "mode", "error", "status", 422, "match", Map.of("method", "PATCH", "path_regex", box.issue())));

        JsonNode finished = finish(session, ticksOf(checker));

        assertThat(finished.path("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.stringValue())
                        .contains("implementation note", "ticked items", "refused by Tasker"));
        assertThat(effectsOf(finished)).containsExactly("comment.create");
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
    }

    @Test
    void aFinishWhoseAnswerWasLostAddsNothingTwice() {
        JsonNode checker = appendChecker(3);
        String session = box.openSession();
        stack.tasker()
                .fault(Map.of(
                        "mode",
                        "drop_connection",
                        "count",
                        1,
                        "match",
                        Map.of("method", "PATCH", "path_regex", box.issue())));

        JsonNode finished = finish(session, ticksOf(checker));

        assertThat(attemptsOf(finished)).isEqualTo(2);
        assertThat(effectsOf(finished)).containsExactly("comment.create", "issue.update");
        assertThat(blocks()).hasSize(2);
    }

    @Test
    void whatWasRefusedInTheSessionIsNamedInTheWarningsAndOnTheIssue() {
        String session = box.openSession();
        box.agent().call("tasker_append_comment", box.onIssue(Map.of("comment_html", "<p>lands</p>")));
        String elsewhere = SeedIds.state("EDGE", "Todo");
        ToolAnswer refused = box.agent().mcp("tasker_move_issue", box.onIssue(Map.of("state_id", elsewhere)));
        String why = refused.body().path("error").path("message").stringValue();

        JsonNode finished = finish(session, List.of());

        String key = finished.path("issue").path("key").stringValue();
        assertThat(finished.path("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.stringValue())
                        .isEqualTo("An earlier write of this session was refused: tasker_move_issue on " + key + ": "
                                + why));
        String comment = stack.tasker()
                .effectsOf(finished.path("operation_id").stringValue())
                .getFirst()
                .path("body")
                .path("comment_html")
                .stringValue();
        assertThat(comment)
                .contains("Work session done", "Get it done", "All of it works", "1 write landed, 1 was refused in ")
                .contains("<li>Refused: tasker_move_issue on " + key + ": ");
        assertThat(finished.path("session").path("writes").toString())
                .isEqualTo("{\"landed\":1,\"pending\":0,\"rejected\":1}");
    }

    private JsonNode finish(String session, List<Map<String, String>> ticks) {
        return box.agent()
                .call(
                        "tasker_finish_work_session",
                        Map.of("session_id", session, "summary", "All of it works", "checked_items", ticks));
    }

    private JsonNode appendChecker(int items) {
        return box.agent()
                .call(
                        "tasker_update_structured_blocks",
                        box.onIssue(Map.of(
                                "action",
                                "append_checker",
                                "items",
                                IntStream.range(0, items)
                                        .mapToObj(number -> Map.of("text", "Step " + number))
                                        .toList())))
                .path("issue")
                .path("structured_blocks")
                .path(0);
    }

    private static List<Map<String, String>> ticksOf(JsonNode checker) {
        return checker.path("items")
                .valueStream()
                .map(item ->
                        tick(checker.path("id").stringValue(), item.path("id").stringValue()))
                .toList();
    }

    private static Map<String, String> tick(String block, String item) {
        return Map.of("block_id", block, "item_id", item);
    }

    private List<JsonNode> blocks() {
        return box.agent()
                .call("tasker_get_issue", Map.of("issue_id", box.issue()))
                .path("issue")
                .path("structured_blocks")
                .valueStream()
                .toList();
    }

    private List<JsonNode> patches() {
        return stack.tasker().requestsOf(box.agent().agent().id()).stream()
                .filter(request -> request.path("method").stringValue().equals("PATCH"))
                .toList();
    }

    private List<String> effectsOf(JsonNode answer) {
        return stack.tasker().effectsOf(answer.path("operation_id").stringValue()).stream()
                .map(effect -> effect.path("kind").stringValue())
                .toList();
    }

    private int attemptsOf(JsonNode answer) {
        return stack.admin().audit(box.agent().agent().id()).stream()
                .filter(event -> event.path("operation_id").equals(answer.path("operation_id")))
                .filter(event -> event.path("kind").stringValue().equals("effect"))
                .findFirst()
                .orElseThrow()
                .path("attempts")
                .intValue();
    }
}
