package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * What was accepted takes effect once, whichever part dies. On a stack of its own, for its parts are killed; mostly waiting,
 * so beside the other classes, though its own tests come one after another.
 */
@Execution(ExecutionMode.CONCURRENT)
class OutagesTest {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    /** As configured by default. */
    private static final Duration WAIT_BUDGET = Duration.ofSeconds(8);

    private static final List<String> COMMENTS =
            IntStream.range(0, 30).mapToObj(number -> "<p>" + number + "</p>").toList();

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @BeforeAll
    static void startStack() {
        stack = TestStack.startWithRestartableTemporal();
    }

    @AfterAll
    static void closeStack() {
        stack.close();
    }

    @AfterEach
    void clearFaults() {
        stack.tasker().clearFaults();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aGatewayKilledBetweenAcceptanceAndEffectWritesOnceWhenItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "survives", "k-1"));
        assertThat(queued.path("queued").booleanValue()).isTrue();

        stack.parts().gateway().kill();
        stack.tasker().clearFaults();
        stack.parts().gateway().start();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "survives", "k-1"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aGatewayKilledAfterTaskerCommittedDoesNotWriteAgain() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker()
                .fault(Map.of("mode", "drop_connection", "match", Map.of("method", "POST", "path_regex", "comments")));
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "committed", "k-2"));
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(commentsOn(issue)).hasSize(1));

        stack.parts().gateway().kill();
        stack.tasker().clearFaults();
        stack.parts().gateway().start();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "committed", "k-2"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

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
    void aWriteThatAnOperatorTerminatesEndsAsRejectedAndTheOthersLand() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode first = agent.call("tasker_move_issue", move(issue, "In Progress"));
        JsonNode second = agent.call("tasker_move_issue", move(issue, "Done"));
        queueComments(agent, issue);
        try (TemporalView temporal = stack.temporal()) {
            temporal.activity(first.path("operation_id").stringValue()).terminate("not wanted any more");
        }

        stack.tasker().clearFaults();

        await().atMost(RECOVERY).untilAsserted(() -> assertThat(textsOn(issue)).containsExactlyElementsOf(COMMENTS));
        ToolAnswer repeated = agent.mcp("tasker_move_issue", move(issue, "In Progress"));
        assertThat(repeated.errorCode()).isEqualTo("tasker_rejected");
        assertThat(repeated.body().path("error").path("message").stringValue())
                .startsWith("An operator ended this write in Temporal.");
        assertThat(movesOf(issue)).containsExactly(second.path("operation_id").stringValue());
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
    void writesThatTemporalHasForgottenAreGivenToItAgain() throws IOException {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "alone", "k-7"));
        JsonNode session = agent.call("tasker_start_work_session", Map.of("issue_id", issue));
        agent.call("tasker_append_comment", comment(issue, "in a session", "k-8"));

        stack.replaceTemporal();
        stack.tasker().clearFaults();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "alone", "k-7"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        awaitLanded(agent, "tasker_append_comment", comment(issue, "in a session", "k-8"));
        assertThat(textsOn(issue)).containsExactly("<p>alone</p>", "<p>in a session</p>");
        assertThat(session.path("session").path("state").stringValue()).isEqualTo("open");
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
    void withTemporalDownWritesAreQueuedAndReadsGoOn() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.parts().temporal().kill();

        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "later", "k-3"));

        assertThat(queued.path("queued").booleanValue()).isTrue();
        assertThat(agent.call("tasker_get_issue", Map.of("issue_id", issue))
                        .path("issue")
                        .path("id")
                        .stringValue())
                .isEqualTo(issue);

        // Long enough for pollers to lose patience.
        await().pollDelay(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(30)).until(() -> true);
        stack.parts().temporal().start();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(commentsOn(issue)).hasSize(1));
        awaitLanded(agent, "tasker_append_comment", comment(issue, "later", "k-3"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionStartedAndFinishedWhileTemporalIsDownLandsInOrderOnceItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.parts().temporal().kill();

        JsonNode started = agent.call("tasker_start_work_session", Map.of("issue_id", issue, "goal", "Get it done"));
        String session = started.path("session").path("id").stringValue();
        List<JsonNode> queued = queueComments(agent, issue);
        Map<String, String> finish = Map.of("session_id", session, "summary", "Done", "idempotency_key", "k-finish");
        JsonNode finishing = agent.call("tasker_finish_work_session", finish);

        assertThat(started.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(started.path("session").path("state").stringValue()).isEqualTo("open");
        assertThat(queued).allMatch(answer -> answer.path("queued").booleanValue());
        assertThat(finishing.path("queued").booleanValue()).isTrue();
        assertThat(stack.tasker().effectsOn(issue)).hasSize(1);

        stack.parts().temporal().start();

        JsonNode finished = awaitLanded(agent, "tasker_finish_work_session", finish);
        assertThat(finished.path("session").path("state").stringValue()).isEqualTo("finished");
        assertThat(finished.path("session").path("writes").path("landed").intValue())
                .isEqualTo(COMMENTS.size());
        assertThat(finished.has("warnings")).isFalse();
        List<String> texts = textsOn(issue);
        assertThat(texts.subList(0, COMMENTS.size())).isEqualTo(COMMENTS);
        assertThat(texts).hasSize(COMMENTS.size() + 1).last().asString().contains("Work session done", "30 writes");
        assertThat(stack.tasker().effectsOn(issue).getLast().path("kind").stringValue())
                .isEqualTo("issue.update");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionClosedWhileTemporalIsDownIsToldToItsWorkflowOnceItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        String session = agent.call("tasker_start_work_session", Map.of("issue_id", issue))
                .path("session")
                .path("id")
                .stringValue();
        agent.call("tasker_append_comment", comment(issue, "in the session", "k-10"));
        stack.parts().temporal().kill();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "promised", "k-11"));

        Answer closed = stack.admin()
                .call("POST", "/work-sessions/" + session + "/close", Map.of("reason", "Opened on the wrong issue"));

        assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
        assertThat(queued.path("queued").booleanValue()).isTrue();
        stack.parts().temporal().start();
        awaitLanded(agent, "tasker_append_comment", comment(issue, "promised", "k-11"));
        assertThat(textsOn(issue)).containsExactly("<p>in the session</p>", "<p>promised</p>");
        try (TemporalView temporal = stack.temporal()) {
            await().atMost(RECOVERY)
                    .untilAsserted(() -> assertThat(temporal.signalsOf("work-session/" + session))
                            .contains("recheck"));
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void withPostgresDownTheAnswerSaysSoAndEarlierWritesStillLand() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        agent.call("tasker_append_comment", comment(issue, "accepted before", "k-4"));
        stack.parts().postgres().kill();

        int status = agent.rpc(
                        "tools/call", Map.of("name", "tasker_append_comment", "arguments", comment(issue, "x", "k-5")))
                .status();

        assertThat(status).isEqualTo(503);
        stack.parts().postgres().start();
        stack.tasker().clearFaults();
        awaitLanded(agent, "tasker_append_comment", comment(issue, "accepted before", "k-4"));
        assertThat(commentsOn(issue)).hasSize(1);
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

    private static List<JsonNode> queueComments(GatewayClient agent, String issue) {
        return COMMENTS.stream()
                .map(html -> agent.call(
                        "tasker_append_comment",
                        Map.of("issue_id", issue, "comment_html", html, "idempotency_key", html)))
                .toList();
    }

    private static Duration timeToQueue(GatewayClient agent, Map<String, String> comment) {
        long before = System.nanoTime();
        JsonNode answer = agent.call("tasker_append_comment", comment);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertThat(answer.path("queued").booleanValue()).isTrue();
        return took;
    }

    private static List<String> textsOn(String issue) {
        return commentsOn(issue).stream()
                .map(effect -> effect.path("body").path("comment_html").stringValue())
                .toList();
    }

    /** The operations that have moved this issue, in the order of their effects. */
    private static List<String> movesOf(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("issue.move"))
                .map(effect -> effect.path("idempotency_key").stringValue())
                .toList();
    }

    private static String stateOf(GatewayClient agent, String issue) {
        return agent.call("tasker_get_issue", Map.of("issue_id", issue))
                .path("issue")
                .path("state")
                .path("name")
                .stringValue();
    }

    private static long timesDown() {
        return stack.gatewayLog()
                .lines()
                .filter(line -> line.contains("Tasker is down"))
                .count();
    }

    private static JsonNode awaitLanded(GatewayClient agent, String tool, Map<String, ?> arguments) {
        return await().atMost(RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> agent.call(tool, arguments),
                        answer -> answer.path("status").stringValue().equals("succeeded"));
    }

    private static List<JsonNode> commentsOn(String issue) {
        return stack.tasker().effectsOn(issue).stream()
                .filter(effect -> effect.path("kind").stringValue().equals("comment.create"))
                .toList();
    }

    private static Map<String, String> comment(String issue, String text, String key) {
        return Map.of("issue_id", issue, "comment_html", "<p>" + text + "</p>", "idempotency_key", key);
    }

    private static Map<String, String> move(String issue, String state) {
        return Map.of("issue_id", issue, "state_id", SeedIds.state("CORE", state), "idempotency_key", "move-" + state);
    }
}
