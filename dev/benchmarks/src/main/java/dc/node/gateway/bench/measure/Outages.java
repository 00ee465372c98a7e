package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.HttpCaller;
import dc.node.gateway.bench.load.Keys;
import dc.node.gateway.bench.load.Together;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.bench.stack.Freeze;
import dc.node.gateway.localstack.part.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Lets a part be away while writes come in, and takes the time from its return to each write's one effect in Tasker. */
public final class Outages {

    /** How long the part is away at least. */
    private static final Duration LENGTH = Duration.ofSeconds(10);

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final BenchStack stack;
    private final Ground ground;
    private final Keys keys;

    public Outages(BenchStack stack, Ground ground, Keys keys) {
        this.stack = stack;
        this.ground = ground;
        this.keys = keys;
    }

    /** Tasker answers 503 to everything. */
    public Recovery ofTasker(int writers) throws InterruptedException {
        return measure("Tasker", writers, stack.stub()::playDead, () -> {});
    }

    /** Temporal's process is stopped where it stands. */
    public Recovery ofTemporal(int writers) throws InterruptedException {
        long temporal = stack.temporalPid();
        return measure("Temporal", writers, () -> Freeze.stop(temporal), () -> Freeze.resume(temporal));
    }

    /** One write of each writer is queued meanwhile. */
    private Recovery measure(String part, int number, Runnable begin, Runnable end) throws InterruptedException {
        Map<Member, String> writers = new LinkedHashMap<>();
        ground.writers().subList(0, number).forEach(writer -> writers.put(writer, keys.next()));
        stack.stub().watch();
        long began = System.nanoTime();
        try {
            begin.run();
            sendAll(writers);
            Thread.sleep(
                    Math.max(0, LENGTH.minusNanos(System.nanoTime() - began).toMillis()));
        } finally {
            // Whatever the one meets, a part that was stopped goes on.
            try {
                stack.stub().recover();
            } finally {
                end.run();
            }
        }
        // If some do not come, what came is told below.
        Pause.until(() -> Recovery.distinct(stack.stub().landings()) >= number, LIMIT);
        // Once the gateway says of each that it has taken effect, it sends none again.
        writers.forEach((writer, key) -> Ground.once(stack.gatewayPort(), Calls.comment(writer, key), Calls.WRITTEN));
        return Recovery.of(part, number, stack.stub().landings());
    }

    private void sendAll(Map<Member, String> writers) throws InterruptedException {
        List<Callable<Boolean>> calls = new ArrayList<>();
        writers.forEach((writer, key) -> calls.add(() -> {
            try (HttpCaller caller =
                    new HttpCaller(stack.gatewayPort(), List.of(Calls.comment(writer, key)), () -> "", Calls.QUEUED)) {
                caller.call();
                return true;
            }
        }));
        Together.all(
                Executors.newVirtualThreadPerTaskExecutor(), calls, LIMIT, "A write during an outage was not queued");
    }
}
