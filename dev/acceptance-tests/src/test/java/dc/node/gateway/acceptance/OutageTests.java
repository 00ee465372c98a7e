package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * Tests in which parts of the stack die: on a stack of the class's own; mostly waiting, so beside the other classes, though
 * the tests of one class come one after another.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class OutageTests {

    static final Duration RECOVERY = Duration.ofSeconds(60);

    static final List<String> COMMENTS =
            IntStream.range(0, 30).mapToObj(number -> "<p>" + number + "</p>").toList();

    @SuppressWarnings("NullAway.Init")
    TestStack stack;

    @BeforeAll
    final void startStack() {
        stack = newStack();
    }

    TestStack newStack() {
        return TestStack.startWithRestartableTemporal();
    }

    @AfterAll
    final void closeStack() {
        stack.close();
    }

    @AfterEach
    final void clearFaults() {
        stack.tasker().clearFaults();
    }

    final List<JsonNode> queueComments(GatewayClient agent, String issue) {
        return COMMENTS.stream()
                .map(html -> agent.call(
                        "tasker_append_comment",
                        Map.of("issue_id", issue, "comment_html", html, "idempotency_key", html)))
                .toList();
    }

    final Duration timeToQueue(GatewayClient agent, Map<String, String> comment) {
        long before = System.nanoTime();
        JsonNode answer = agent.call("tasker_append_comment", comment);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertThat(answer.path("queued").booleanValue()).isTrue();
        return took;
    }

    final List<String> textsOn(String issue) {
        return commentsOn(issue).stream()
                .map(effect -> effect.path("body").path("comment_html").stringValue())
                .toList();
    }

    /** The operations that have moved this issue, in the order of their effects. */
    final List<String> movesOf(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("issue.move"))
                .map(effect -> effect.path("idempotency_key").stringValue())
                .toList();
    }

    final String stateOf(GatewayClient agent, String issue) {
        return agent.call("tasker_get_issue", Map.of("issue_id", issue))
                .path("issue")
                .path("state")
                .path("name")
                .stringValue();
    }

    final long timesDown() {
        return stack.gatewayLog()
                .lines()
                .filter(line -> line.contains("Tasker is down"))
                .count();
    }

    final JsonNode awaitLanded(GatewayClient agent, String tool, Map<String, ?> arguments) {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> agent.call(tool, arguments),
                        answer -> answer.path("status").stringValue().equals("succeeded"));
    }

    final List<JsonNode> commentsOn(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("comment.create"))
                .toList();
    }

    final Map<String, String> comment(String issue, String text, String key) {
        return Map.of("issue_id", issue, "comment_html", "<p>" + text + "</p>", "idempotency_key", key);
    }

    final Map<String, String> move(String issue, String state) {
        return Map.of("issue_id", issue, "state_id", SeedIds.state("CORE", state), "idempotency_key", "move-" + state);
    }
}
