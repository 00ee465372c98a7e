package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.ProcessFigures;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolListStream;
import dc.node.gateway.localstack.part.GatewayPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand agents listen to one gateway, while grants are changed at another. */
@OnTestStack
class ThousandStreamsTest {

    private static final int STREAMS = 1_000;
    /** So that the figures have what streams need, and not what Java needs to run that code for the first time. */
    private static final int WARMING = 300;

    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final long MOST_MEGABYTES = 150;
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As it is shipped, with Java's own choice of collector and heap. */
    private static final Map<String, String> SETTINGS =
            Map.of("GATEWAY_MCP_STREAM_KEEP_ALIVE_SECONDS", Integer.toString(KEEP_ALIVE_SECONDS));

    @Test
    void theyCostLittleAndOneHearsOfItsGrantsWithinASecond(TestStack stack) throws Exception {
        assumeTrue(ProcessFigures.areThere(), "figures of a process come from Linux's /proc");
        List<Admin.Agent> agents = inParallel(8, number -> stack.admin().newAgent(List.of(), List.of()));
        try (GatewayPart gateway = stack.parts().anotherGateway(SETTINGS)) {
            gateway.start();
            long pid = gateway.pid().orElseThrow();
            GatewayClient warming = stack.clientWith(agents.getFirst().token()).at(gateway.url());
            IntStream.range(0, 500).forEach(call -> warming.tools());
            agents.subList(0, WARMING).stream()
                    .map(agent -> ToolListStream.open(gateway.url(), agent.token()))
                    .toList()
                    .forEach(ToolListStream::close);
            await().atMost(PATIENCE)
                    .until(() -> stack.admin().metricsOf(gateway.url()).contains("\ngateway_mcp_streams 0.0\n"));
            ProcessFigures before = ProcessFigures.of(pid);

            List<ToolListStream> streams = inParallel(
                    16,
                    number -> ToolListStream.open(
                            gateway.url(), agents.get(number).token()));
            ProcessFigures open = ProcessFigures.of(pid);
            System.out.printf("Without streams %s, with %d streams %s%n", before, STREAMS, open);
            assertThat(open.residentMegabytes() - before.residentMegabytes()).isLessThan(MOST_MEGABYTES);
            assertThat(open.heapMegabytes() - before.heapMegabytes()).isLessThan(MOST_MEGABYTES);
            assertThat(open.threads() - before.threads()).isLessThan(50);

            ToolListStream one = streams.get(STREAMS / 2);
            long changed = System.nanoTime();
            stack.admin().grant(agents.get(STREAMS / 2).id(), TestStack.CORE, List.of("issue:read"), false);
            await().pollInterval(Duration.ofMillis(5)).atMost(A_SECOND).until(() -> one.changes() == 1);
            System.out.printf("One of them was told after %d ms%n", (System.nanoTime() - changed) / 1_000_000);

            // Comments come on all of them; so had there been a message, it would have come, too.
            Duration used = ProcessFigures.processor(pid);
            int round = streams.getFirst().comments();
            await().atMost(PATIENCE).until(() -> streams.stream().allMatch(stream -> stream.comments() > round));
            int next = round + 1;
            await().atMost(PATIENCE).until(() -> streams.stream().allMatch(stream -> stream.comments() > next));
            System.out.printf(
                    "Two comments on each took %d ms of processors, all else included%n",
                    ProcessFigures.processor(pid).minus(used).toMillis());
            assertThat(streams.stream().mapToInt(ToolListStream::changes).sum()).isEqualTo(1);
            assertThat(streams).noneMatch(ToolListStream::ended);
            assertThat(warming.tools()).isEmpty();

            gateway.stop();
            await().atMost(A_SECOND).until(() -> streams.stream().allMatch(ToolListStream::ended));
            assertThat(streams).allMatch(stream -> stream.comments() >= 0, "ended by the server, not broken off");
            streams.forEach(ToolListStream::close);
        }
    }

    /** A thousand of them. */
    private static <T> List<T> inParallel(int width, IntFunction<T> work) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(width)) {
            List<Callable<T>> all = IntStream.range(0, STREAMS)
                    .<Callable<T>>mapToObj(number -> () -> work.apply(number))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : workers.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
