package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** What was accepted while Tasker was away, slow or wrong takes effect once, in order, or is refused visibly. */
@Order(3)
class TaskerOutagesTest extends OutageTests {

    /** As configured by default. */
    private static final Duration WAIT_BUDGET = Duration.ofSeconds(8);

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void writesQueuedWhileTaskerIsDownLandOnceAndInOrder() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        agent.call("tasker_move_issue", move(issue, "In Progress"));
        agent.call("tasker_move_issue", move(issue, "Done"));
        List<JsonNode> queued = queueComments(agent, issue);
        assertThat(queued).allMatch(answer -> answer.path("queued").booleanValue());

        stack.tasker().clearFaults();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(textsOn(issue)).containsExactlyElementsOf(COMMENTS));
        assertThat(stateOf(agent, issue)).isEqualTo("Done");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWriteWhoseAnswerWasLostIsNotMadeAgainOverAnotherAgents() {
        GatewayClient first = stack.newAgent();
        GatewayClient second = stack.newAgent();
        String issue = first.newIssueId();
        stack.tasker()
                .fault(Map.of(
                        "mode", "error_after_commit", "count", 1, "match", Map.of("path_regex", issue + "/move")));

        CompletableFuture<JsonNode> started =
                CompletableFuture.supplyAsync(() -> first.call("tasker_move_issue", move(issue, "In Progress")));
        await().atMost(RECOVERY).until(() -> movesOf(issue).size() == 1);
        JsonNode done = second.call("tasker_move_issue", move(issue, "Done"));

        String firstOperation = started.join().path("operation_id").stringValue();
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(movesOf(issue))
                        .containsExactly(
                                firstOperation, done.path("operation_id").stringValue()));
        assertThat(stateOf(first, issue)).isEqualTo("Done");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWriteThatTaskerNeverTakesStarvesNoWriteElsewhere() {
        GatewayClient agent = stack.newAgent();
        String stuck = agent.newIssueId();
        String elsewhere = agent.newIssueId();
        stack.tasker().fault(Map.of("mode", "error", "status", 500, "match", Map.of("path_regex", stuck + "/move")));
        List<CompletableFuture<JsonNode>> waiting = IntStream.range(0, 30)
                .mapToObj(number -> stack.newAgent())
                .map(other -> CompletableFuture.supplyAsync(
                        () -> other.call("tasker_move_issue", move(stuck, "In Progress"))))
                .toList();
        await().atMost(RECOVERY).until(() -> waiting.stream().anyMatch(CompletableFuture::isDone));

        JsonNode landed = agent.call("tasker_move_issue", move(elsewhere, "Done"));

        assertThat(landed.path("status").stringValue()).isEqualTo("succeeded");
        stack.tasker().clearFaults();
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(movesOf(stuck)).hasSize(30));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aTaskerThatHangsCostsTheWaitBudgetAndOneKnownToBeDownNothing() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().fault(Map.of("mode", "slow", "latency_ms", 30_000));

        Duration first = timeToQueue(agent, comment(issue, "hangs", "k-9"));

        assertThat(first).isBetween(Duration.ofSeconds(2), WAIT_BUDGET.plusMillis(200));
        stack.tasker().clearFaults();
        stack.tasker().takeDown();
        await().atMost(RECOVERY).untilAsserted(() -> {
            Duration next = timeToQueue(agent, comment(issue, "down", "k-" + UUID.randomUUID()));
            assertThat(next).isLessThan(Duration.ofMillis(300));
        });
        stack.tasker().clearFaults();
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(textsOn(issue)).contains("<p>hangs</p>"));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWriteRefusedAfterItWasQueuedShowsInAllFivePlaces() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        agent.call("tasker_start_work_session", Map.of("issue_id", issue));
        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "refused", "k-6"));
        assertThat(queued.path("queued").booleanValue()).isTrue();
        stack.tasker().clearFaults();
        stack.tasker()
                .fault(Map.of(
                        "mode", "error", "status", 422, "match", Map.of("method", "POST", "path_regex", "comments")));

        // The same key returns it.
        await().atMost(RECOVERY).untilAsserted(() -> {
            ToolAnswer repeated = agent.mcp("tasker_append_comment", comment(issue, "refused", "k-6"));
            assertThat(repeated.errorCode()).isEqualTo("tasker_rejected");
        });

        // The audit has its effect, with how many attempts it took.
        assertThat(stack.admin().audit(agent.agent().id()))
                .filteredOn(event -> event.path("kind").stringValue().equals("effect"))
                .filteredOn(event -> event.path("operation_id").equals(queued.path("operation_id")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("decision").stringValue()).isEqualTo("deny");
                    assertThat(event.path("reason").stringValue()).isEqualTo("tasker_rejected");
                    assertThat(event.path("attempts").intValue()).isPositive();
                    assertThat(event.path("duration_millis").asLong(0)).isPositive();
                });

        // The open session counts it.
        assertThat(agent.call("tasker_start_work_session", Map.of("issue_id", issue))
                        .path("session")
                        .path("writes")
                        .path("rejected")
                        .intValue())
                .isEqualTo(1);

        // The metrics count it.
        assertThat(stack.admin().metrics().lines())
                .anyMatch(line -> line.startsWith("gateway_writes_seconds_count")
                        && line.contains("code=\"tasker_rejected\"")
                        && line.contains("tool=\"tasker_append_comment\""));

        // The instructions tell it, until they were read.
        JsonNode failures =
                agent.call("tasker_get_agent_instructions", Map.of()).path("recent_failures");
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.path("operation_id")).isEqualTo(queued.path("operation_id"));
            assertThat(failure.path("error").path("code").stringValue()).isEqualTo("tasker_rejected");
        });
        assertThat(agent.call("tasker_get_agent_instructions", Map.of()).path("recent_failures"))
                .isEmpty();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whoAsksForProgressHearsEachSecondThatItsWriteIsWaitedFor() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().fault(Map.of("mode", "slow", "latency_ms", 3_500));

        List<JsonNode> messages = agent.messages("tasker_append_comment", comment(issue, "slow", "k-10"), 0);

        List<JsonNode> progress = messages.subList(0, messages.size() - 1);
        assertThat(progress).hasSizeGreaterThanOrEqualTo(3).allSatisfy(message -> {
            assertThat(message.path("method").stringValue()).isEqualTo("notifications/progress");
            assertThat(message.path("params").path("progressToken").intValue()).isZero();
        });
        assertThat(progress)
                .extracting(message -> message.path("params").path("progress").doubleValue())
                .isSorted();
        assertThat(messages.getLast()
                        .path("result")
                        .path("structuredContent")
                        .path("status")
                        .stringValue())
                .isIn("succeeded", "queued");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aReadWhileTaskerIsDownFailsAtOnceAndSaysWhenToComeBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        long downBefore = timesDown();
        stack.tasker().takeDown();
        await().atMost(RECOVERY).until(() -> {
            agent.mcp("tasker_get_issue", Map.of("issue_id", issue));
            return timesDown() > downBefore;
        });

        long started = System.nanoTime();
        ToolAnswer answer = agent.mcp("tasker_get_issue", Map.of("issue_id", issue));
        Duration took = Duration.ofNanos(System.nanoTime() - started);

        assertThat(answer.errorCode()).isEqualTo("tasker_unavailable");
        assertThat(answer.body()
                        .path("error")
                        .path("details")
                        .path("retry_after_seconds")
                        .intValue())
                .isBetween(1, 10);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
        stack.tasker().clearFaults();
        await().atMost(RECOVERY)
                .until(() -> !agent.mcp("tasker_get_issue", Map.of("issue_id", issue))
                        .isError());
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWriteThatTaskerAlwaysAnswersWithA500StopsNothingElse() {
        GatewayClient agent = stack.newAgent();
        String bad = agent.newIssueId();
        String good = agent.newIssueId();
        stack.tasker().fault(Map.of("mode", "error", "status", 500, "match", Map.of("path_regex", bad)));
        long downBefore = timesDown();
        for (int call = 0; call < 8; call++) {
            assertThat(agent.mcp("tasker_get_issue", Map.of("issue_id", bad)).errorCode())
                    .isEqualTo("tasker_unavailable");
        }

        JsonNode landed = agent.call("tasker_append_comment", comment(good, "lands", "k-7"));

        assertThat(landed.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(timesDown()).isEqualTo(downBefore);
    }
}
