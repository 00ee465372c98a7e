package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A work session on one issue that three callers of one agent write in at once, each one call after the other: three
 * comments to each change of the blocks. It knows what was acknowledged and what Tasker must therefore have.
 */
final class BusySession {

    private static final int CALLERS = 3;
    private static final int WRITES_PER_BLOCK_CHANGE = 4;
    private static final int BLOCK_CHANGES_PER_APPEND = 10;
    private static final int ITEMS = BLOCK_CHANGES_PER_APPEND - 1;

    /** How a tool is called. */
    interface Call {
        JsonNode of(String tool, Map<String, ?> arguments);
    }

    private record Write(String tool, Map<String, Object> arguments) {}

    /** The first answer that a write got. */
    record Acknowledgement(String operationId, boolean queued, Duration took) {}

    private final TestStack stack;
    private final GatewayClient agent;
    private final Call call;
    private final String issue;
    private final JsonNode checker;
    private final String id;
    private final int effectsBefore;
    private final Map<String, Write> written = new ConcurrentHashMap<>();
    private final List<List<String>> operationsByCaller = Stream.generate(() -> (List<String>) new ArrayList<String>())
            .limit(CALLERS)
            .toList();
    private int made;

    BusySession(TestStack stack, Call call, GatewayClient agent) {
        this.stack = stack;
        this.agent = agent;
        this.call = call;
        issue = agent.newIssueId();
        checker = agent.call(
                        "tasker_update_structured_blocks",
                        Map.of(
                                "issue_id",
                                issue,
                                "action",
                                "append_checker",
                                "items",
                                IntStream.range(0, ITEMS)
                                        .mapToObj(item -> Map.of("text", "not written yet"))
                                        .toList()))
                .path("issue")
                .path("structured_blocks")
                .path(0);
        id = agent.call("tasker_start_work_session", Map.of("issue_id", issue, "goal", "Report on all of it"))
                .path("session")
                .path("id")
                .stringValue();
        effectsBefore = stack.tasker().effectsOn(issue).size();
    }

    int acknowledged() {
        return written.size();
    }

    /** Makes so many writes and returns when each has been acknowledged. */
    List<Acknowledgement> write(int count) {
        int first = made;
        made += count;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, CALLERS)
                    .mapToObj(caller ->
                            CompletableFuture.supplyAsync(() -> writeAs(caller, first, first + count), threads))
                    .toList()
                    .stream()
                    .flatMap(caller -> caller.join().stream())
                    .toList();
        }
    }

    /** Finishes the session, or hears again what became of that. */
    JsonNode finish() {
        return call.of(
                "tasker_finish_work_session",
                Map.of("session_id", id, "summary", "All of it is reported", "idempotency_key", "finish"));
    }

    /** Tasker has each write once and in the ledger's order, which keeps each caller's, and then the finish. */
    void assertLandedBeforeFinish(JsonNode finished) {
        String finish = finished.path("operation_id").stringValue();
        List<String> order = ledgerOrder();
        assertThat(order).containsExactlyInAnyOrderElementsOf(written.keySet());
        assertThat(operationsByCaller)
                .allSatisfy(operations -> assertThat(order).containsSubsequence(operations));

        List<JsonNode> effects = stack.tasker().effectsOn(issue);
        List<JsonNode> since = effects.subList(effectsBefore, effects.size());
        assertThat(since)
                .extracting(effect -> effect.path("idempotency_key").stringValue())
                .containsExactlyElementsOf(
                        Stream.concat(order.stream(), Stream.of(finish, finish)).toList());
        assertThat(since.subList(0, order.size()))
                .filteredOn(effect -> effect.path("kind").stringValue().equals("comment.create"))
                .extracting(effect -> effect.path("body").path("comment_html").stringValue())
                .containsExactlyElementsOf(inOrder(order, "comment_html"));
        assertThat(since.subList(order.size(), since.size()))
                .extracting(effect -> effect.path("kind").stringValue())
                .containsExactly("comment.create", "issue.update");
        assertBlocks(order);

        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
        assertThat(finished.path("session").path("writes").toString())
                .isEqualTo("{\"landed\":%d,\"pending\":0,\"rejected\":0}".formatted(made));
        assertThat(finished.has("warnings")).as(finished.toString()).isFalse();
    }

    /** The items as they were last written, behind them the appended blocks in their order, and the finish's note. */
    private void assertBlocks(List<String> order) {
        List<JsonNode> blocks = agent.call("tasker_get_issue", Map.of("issue_id", issue))
                .path("issue")
                .path("structured_blocks")
                .valueStream()
                .toList();
        Map<String, String> lastTexts = new TreeMap<>();
        order.stream()
                .map(this::argumentsOf)
                .filter(arguments -> arguments.containsKey("item_id"))
                .forEach(arguments -> lastTexts.put((String) arguments.get("item_id"), (String) arguments.get("text")));
        assertThat(blocks.getFirst().path("items").valueStream())
                .filteredOn(item -> lastTexts.containsKey(item.path("id").stringValue()))
                .hasSize(lastTexts.size())
                .allSatisfy(item -> assertThat(item.path("text").stringValue())
                        .isEqualTo(lastTexts.get(item.path("id").stringValue())));
        assertThat(blocks.subList(1, blocks.size() - 1))
                .extracting(block -> block.path("body_html").stringValue())
                .containsExactlyElementsOf(inOrder(order, "body_html"));
        assertThat(blocks.getLast().path("kind").stringValue()).isEqualTo("implementation_note");
    }

    private List<Acknowledgement> writeAs(int caller, int first, int end) {
        return IntStream.range(first, end)
                .filter(number -> number % CALLERS == caller)
                .mapToObj(number -> send(newWrite(number), operationsByCaller.get(caller)))
                .toList();
    }

    private Acknowledgement send(Write write, List<String> operations) {
        long before = System.nanoTime();
        JsonNode answer = call.of(write.tool(), write.arguments());
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        String operation = answer.path("operation_id").stringValue();
        assertThat(written.put(operation, write)).isNull();
        operations.add(operation);
        return new Acknowledgement(operation, answer.path("queued").asBoolean(false), took);
    }

    private Write newWrite(int number) {
        Map<String, Object> arguments = new TreeMap<>(Map.of("issue_id", issue, "idempotency_key", "write-" + number));
        if (number % WRITES_PER_BLOCK_CHANGE != 0) {
            arguments.put("comment_html", "<p>" + number + "</p>");
            return new Write("tasker_append_comment", arguments);
        }
        int item = number / WRITES_PER_BLOCK_CHANGE % BLOCK_CHANGES_PER_APPEND;
        if (item == ITEMS) {
            arguments.put("action", "append_text_block");
            arguments.put("body_html", "<p>" + number + "</p>");
        } else {
            arguments.put("action", "update_checker_item");
            arguments.put("block_id", checker.path("id").stringValue());
            arguments.put("item_id", checker.path("items").path(item).path("id").stringValue());
            arguments.put("text", "written by " + number);
        }
        return new Write("tasker_update_structured_blocks", arguments);
    }

    private List<String> inOrder(List<String> operations, String argument) {
        return operations.stream()
                .flatMap(operation ->
                        Stream.ofNullable((String) argumentsOf(operation).get(argument)))
                .toList();
    }

    private Map<String, Object> argumentsOf(String operation) {
        return Optional.ofNullable(written.get(operation)).orElseThrow().arguments();
    }

    /** The operations of the writes, as the timeline for administrators has them. */
    private List<String> ledgerOrder() {
        List<String> operations = new ArrayList<>();
        String page = "";
        do {
            JsonNode story = stack.admin()
                    .call("GET", "/work-sessions/" + id + "?limit=200" + page, "")
                    .body();
            story.path("timeline")
                    .valueStream()
                    .filter(event -> event.path("event").stringValue().equals("write"))
                    .forEach(event -> operations.add(event.path("operation_id").stringValue()));
            page = story.has("next_cursor")
                    ? "&cursor=" + story.path("next_cursor").stringValue()
                    : "";
        } while (!page.isEmpty());
        return operations;
    }
}
