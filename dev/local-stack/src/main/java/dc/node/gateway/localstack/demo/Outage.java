package dc.node.gateway.localstack.demo;

import dc.node.gateway.localstack.client.Sandbox;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import dc.node.gateway.localstack.client.ToolAnswer;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Tasker goes away while the agent reports, and comes back: every write is accepted, and lands once, in order. */
final class Outage {

    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(5);
    private static final Duration UNTIL_LANDED = Duration.ofSeconds(30);

    private final Reporter reporter;
    private final Steps steps;
    private final Sandbox sandbox;
    private final BooleanSupplier gatewayKnows;

    /**
     * Does nothing yet.
     *
     * @param gatewayKnows true once the gateway itself reports that Tasker is away
     */
    Outage(Reporter reporter, Steps steps, Sandbox sandbox, BooleanSupplier gatewayKnows) {
        this.reporter = reporter;
        this.steps = steps;
        this.sandbox = sandbox;
        this.gatewayKnows = gatewayKnows;
    }

    /** One write to make while Tasker is away; the key names it in this session. */
    record Write(String tool, Map<String, ?> arguments, String key) {}

    private record Queued(Write write, String operationId) {}

    void play(List<Write> writes) {
        long before = steps.run("the sandbox's effects", this::lastEffect, seq -> seq + " so far");
        List<Queued> queued = whileTaskerIsAway(writes);
        steps.run(
                "each queued write, asked for again",
                () -> each(queued, this::awaitLanding),
                landed -> landed.size() + " succeeded, replayed");
        steps.run(
                "the sandbox's effects",
                () -> requireOneEffectEachInOrder(queued, sandbox.effectsAfter(before)),
                count -> count + " queued writes landed once each, in order");
    }

    private List<Queued> whileTaskerIsAway(List<Write> writes) {
        try {
            steps.run(
                    "Tasker is taken down",
                    () -> {
                        sandbox.takeDown();
                        return Pause.until(gatewayKnows, UNTIL_NOTICED);
                    },
                    noticed -> noticed ? "the gateway has noticed" : "the gateway has not noticed yet");
            return steps.run(
                    "%d writes at once".formatted(writes.size()),
                    () -> each(writes, this::sendExpectingQueued),
                    all -> "all accepted, queued: true");
        } finally {
            steps.run(
                    "Tasker is back",
                    () -> {
                        sandbox.clearFaults();
                        return true;
                    },
                    done -> "");
        }
    }

    private Queued sendExpectingQueued(Write write) {
        ToolAnswer answer = reporter.call(write.tool(), write.arguments(), write.key());
        if (!answer.flag("queued")) {
            throw new LocalStackException("%s was answered '%s' instead of queued while Tasker was away"
                    .formatted(write.tool(), answer.text("status")));
        }
        return new Queued(write, answer.text("operation_id"));
    }

    /** Asks with the same key until the write has landed; the gateway itself waits some seconds each time. */
    private Queued awaitLanding(Queued queued) {
        Write write = queued.write();
        boolean landed = Pause.until(
                () -> {
                    ToolAnswer answer = reporter.call(write.tool(), write.arguments(), write.key());
                    if (!answer.flag("replayed") || !answer.text("operation_id").equals(queued.operationId())) {
                        throw new LocalStackException(write.tool() + " under the same key was taken for another write");
                    }
                    return answer.text("status").equals("succeeded");
                },
                UNTIL_LANDED);
        if (!landed) {
            throw new LocalStackException("%s has not landed %d s after Tasker came back (operation %s)"
                    .formatted(write.tool(), UNTIL_LANDED.toSeconds(), queued.operationId()));
        }
        return queued;
    }

    /** Operation ids are UUIDs of version 7, made one after the other: their order is the order of acceptance. */
    private static int requireOneEffectEachInOrder(List<Queued> queued, List<Effect> effects) {
        List<Long> places = new ArrayList<>();
        for (Queued write : queued.stream()
                .sorted(Comparator.comparing(Queued::operationId))
                .toList()) {
            List<Effect> own = effects.stream()
                    .filter(effect -> effect.isOf(write.operationId()))
                    .toList();
            if (own.size() != 1) {
                throw new LocalStackException("%s (operation %s) had %d effects in Tasker instead of one"
                        .formatted(write.write().tool(), write.operationId(), own.size()));
            }
            places.add(own.getFirst().seq());
        }
        if (!places.equals(places.stream().sorted().toList())) {
            throw new LocalStackException(
                    "the queued writes landed in another order than they were accepted: " + places);
        }
        return places.size();
    }

    private long lastEffect() {
        List<Effect> all = sandbox.effectsAfter(0);
        return all.isEmpty() ? 0 : all.getLast().seq();
    }

    private static <A, B> List<B> each(List<A> items, Function<A, B> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return items.stream()
                    .map(item -> CompletableFuture.supplyAsync(() -> action.apply(item), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LocalStackException problem) {
                throw problem;
            }
            throw e;
        }
    }
}
