package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** A work session outlives its gateway, ten times over. */
@Order(1)
class KilledGatewayTest extends OutageTests {

    private static final int KILLS = 10;
    private static final int WRITES_BETWEEN = 6;

    private final AtomicInteger unanswered = new AtomicInteger();

    /** Callers go on soon after a kill, though what the gateway was writing then is not tried again for 20 s. */
    @Override
    TestStack newStack() {
        return TestStack.startWith(Map.of("GATEWAY_WRITES_WAIT_BUDGET", "1s"));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aSessionWhoseGatewayIsKilledTenTimesLandsOnceAndInOrderAndItsFinishFollows() {
        GatewayClient agent = stack.newAgent();
        BusySession session = new BusySession(stack, (tool, arguments) -> untilAnswered(agent, tool, arguments), agent);
        CompletableFuture<List<BusySession.Acknowledgement>> writing =
                CompletableFuture.supplyAsync(() -> session.write(WRITES_BETWEEN * (KILLS + 1)));

        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = kill * WRITES_BETWEEN;
            await().atMost(RECOVERY).until(() -> writing.isDone() || session.acknowledged() >= enough);
            assertThat(writing).as("still writing").isNotDone();
            stack.parts().gateway().kill();
            stack.parts().gateway().start();
        }
        assertThat(writing).succeedsWithin(RECOVERY);

        JsonNode finished = await().atMost(RECOVERY)
                .until(
                        session::finish,
                        answer -> answer.path("status").stringValue().equals("succeeded"));
        session.assertLandedBeforeFinish(finished);
        assertThat(unanswered).hasValueGreaterThanOrEqualTo(KILLS);
    }

    /** As an agent does that knows its key: the same call again until there is an answer. */
    private JsonNode untilAnswered(GatewayClient agent, String tool, Map<String, ?> arguments) {
        return await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsMatching(
                        failure -> failure instanceof UncheckedIOException && unanswered.incrementAndGet() > 0)
                .until(() -> agent.call(tool, arguments), answer -> true);
    }
}
