package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One write, one effect: keys, repeats and concurrency, through Temporal to another process. */
@OnTestStack
class WritesTest {

    private final TestStack stack;

    WritesTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void aCreatedIssueIsInTaskerUnderTheOperationId() {
        GatewayClient agent = stack.newAgent();

        JsonNode answer = agent.call(
                "tasker_create_issue", Map.of("project_id", TestStack.CORE.toString(), "name", "Written once"));

        assertThat(answer.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(stack.tasker().effectsOf(answer.path("operation_id").stringValue()))
                .singleElement()
                .satisfies(effect -> {
                    assertThat(effect.path("kind").stringValue()).isEqualTo("issue.create");
                    assertThat(effect.path("issue_id"))
                            .isEqualTo(answer.path("issue").path("id"));
                    assertThat(effect.path("external_id")).isEqualTo(answer.path("operation_id"));
                });
    }

    @Test
    void aSecondCallWithTheSameKeyReturnsTheFirstResult() {
        GatewayClient agent = stack.newAgent();
        Map<String, String> arguments =
                Map.of("issue_id", agent.newIssueId(), "comment_html", "<p>once</p>", "idempotency_key", "comment-1");

        JsonNode first = agent.call("tasker_append_comment", arguments);
        JsonNode second = agent.call("tasker_append_comment", arguments);

        assertThat(first.path("replayed").booleanValue()).isFalse();
        assertThat(second.path("replayed").booleanValue()).isTrue();
        assertThat(second.path("comment")).isEqualTo(first.path("comment"));
        assertThat(stack.tasker().effectsOf(first.path("operation_id").stringValue()))
                .hasSize(1);
    }

    @Test
    void theSameKeyWithOtherArgumentsWritesNothing() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        agent.call("tasker_append_comment", comment(issue, "one", "key-a"));

        ToolAnswer conflict = agent.mcp("tasker_append_comment", comment(issue, "two", "key-a"));

        assertThat(conflict.errorCode()).isEqualTo("idempotency_conflict");
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    void aHundredConcurrentCallsWithOneKeyAreOneEffect() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();

        List<JsonNode> answers =
                concurrently(100, number -> agent.call("tasker_append_comment", comment(issue, "same", "key-b")));

        Set<JsonNode> results =
                answers.stream().map(answer -> answer.path("comment")).collect(Collectors.toSet());
        assertThat(results).hasSize(1);
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    void theSameCallTwiceAtOnceWithoutAKeyIsOneEffect() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();

        List<JsonNode> answers = concurrently(
                2,
                number ->
                        agent.call("tasker_append_comment", Map.of("issue_id", issue, "comment_html", "<p>twice</p>")));

        assertThat(commentsOn(issue)).hasSize(1);
        assertThat(answers)
                .extracting(answer -> answer.path("deduplicated").booleanValue())
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void fiftyConcurrentCheckersLeaveFiftyBlocks() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();

        concurrently(
                50,
                number -> agent.mcp(
                        "tasker_update_structured_blocks",
                        Map.of(
                                "issue_id",
                                issue,
                                "action",
                                "append_checker",
                                "title",
                                "Checker " + number,
                                "items",
                                List.of(Map.of("text", "step")),
                                "idempotency_key",
                                "checker-" + number)));

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(agent.call("tasker_get_issue", Map.of("issue_id", issue))
                                .path("issue")
                                .path("structured_blocks"))
                        .hasSize(50));
    }

    private List<JsonNode> commentsOn(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("comment.create"))
                .toList();
    }

    private static Map<String, String> comment(String issue, String text, String key) {
        return Map.of("issue_id", issue, "comment_html", "<p>" + text + "</p>", "idempotency_key", key);
    }

    private interface NumberedCall<T> {
        T call(int number);
    }

    private static <T> List<T> concurrently(int callers, NumberedCall<T> call) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, callers)
                    .mapToObj(number -> (Callable<T>) () -> call.call(number))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
