package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.TemporalView;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/**
 * A limit on writes per second holds, and what has to wait because of it is taken from each agent in turn. On a stack of its
 * own, for the limit is for everybody; mostly waiting, so beside the other classes.
 */
@Execution(ExecutionMode.CONCURRENT)
class PacingTest {

    private static final int WRITES_PER_SECOND = 2;

    private static final int SENT_AT_ONCE = 40;

    /** Of these, how many wait when another agent comes. A slow machine takes them little faster than they go. */
    private static final int BACKLOG = 25;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @BeforeAll
    static void startStack() {
        stack = TestStack.startWith(Map.of("GATEWAY_WORKERS_WRITES_PER_SECOND", Integer.toString(WRITES_PER_SECOND)));
    }

    @AfterAll
    static void closeStack() {
        stack.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void twelveWritesAtTwoASecondTakeSecondsThoughEachIsOnAnIssueOfItsOwn() {
        GatewayClient agent = stack.newAgent();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            commentOnEach(callers, agent, 12).join();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commentsOf(agent)).hasSize(12));

        List<Instant> landed = commentsOf(agent).stream()
                .map(effect -> Instant.parse(effect.path("at").stringValue()))
                .toList();
        // The first second's worth may come at once.
        assertThat(Duration.between(landed.getFirst(), landed.getLast())).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void oneAgentsBacklogDoesNotHoldUpAnothersOnlyWrite() {
        GatewayClient busy = stack.newAgent();
        GatewayClient other = stack.newAgent();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                TemporalView temporal = stack.temporal()) {
            CompletableFuture<Void> all = commentOnEach(callers, busy, SENT_AT_ONCE);
            String waiting = "ExecutionStatus = 'Running' and TaskerAgent = '%s'"
                    .formatted(busy.agent().id());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> temporal.activities(waiting).size() >= BACKLOG);
            commentOn(99, other);
            all.join();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(commentsOf(busy)).hasSize(SENT_AT_ONCE));

        long others = commentsOf(other).getFirst().path("seq").longValue();
        // By order of arrival only those would come after it that were not there yet.
        assertThat(commentsOf(busy))
                .filteredOn(effect -> effect.path("seq").longValue() > others)
                .hasSizeGreaterThan(SENT_AT_ONCE - BACKLOG);
    }

    /** A comment on each of the first issues there are, all sent at the same time. */
    private static CompletableFuture<Void> commentOnEach(ExecutorService callers, GatewayClient agent, int issues) {
        return CompletableFuture.allOf(IntStream.rangeClosed(1, issues)
                .mapToObj(number -> CompletableFuture.runAsync(() -> commentOn(number, agent), callers))
                .toArray(CompletableFuture[]::new));
    }

    /** Sent again under its key while there is no good answer: the gateway has too much to do, or the machine has. */
    private static void commentOn(int number, GatewayClient agent) {
        Map<String, String> comment = Map.of(
                "issue_id",
                SeedIds.issue("CORE", number),
                "comment_html",
                "<p>One of many</p>",
                "idempotency_key",
                "k-" + number);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .atMost(PATIENCE)
                .untilAsserted(() -> agent.call("tasker_append_comment", comment));
    }

    private static List<JsonNode> commentsOf(GatewayClient agent) {
        return stack.tasker().effects().stream()
                .filter(effect -> effect.path("agent_id")
                        .asString("")
                        .equals(agent.agent().id()))
                .toList();
    }
}
