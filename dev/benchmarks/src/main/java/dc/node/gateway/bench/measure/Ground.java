package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.CallFailedException;
import dc.node.gateway.bench.load.HttpCaller;
import dc.node.gateway.bench.load.Request;
import dc.node.gateway.bench.stack.BenchStack;
import dc.node.gateway.bench.stack.Fleet;
import dc.node.gateway.bench.stack.Fleet.Member;
import dc.node.gateway.localstack.data.LocalStackException;
import dc.node.gateway.localstack.part.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Who calls, made before anything is measured. A writer's issue has no session, for that would take its writes.
 *
 * @param writers  agents that read and write outside sessions
 * @param reporters agents with an open work session each
 */
public record Ground(List<Member> writers, List<Member> reporters) {

    private static final Duration QUEUED_LIMIT = Duration.ofSeconds(30);

    /** One agent of each kind for each caller. */
    static Ground prepare(BenchStack stack, int callers) {
        List<Member> all = new Fleet(stack).ofSize(2 * callers);
        Ground ground = new Ground(all.subList(0, callers), all.subList(callers, all.size()));
        for (Member writer : ground.writers()) {
            // From here on the gateway knows issue and project.
            once(stack.gatewayPort(), Calls.read(writer), Calls.READ);
            once(stack.gatewayPort(), Calls.comment(writer, replayedKey(writer)), Calls.WRITTEN);
        }
        for (Member reporter : ground.reporters()) {
            once(stack.gatewayPort(), Calls.read(reporter), Calls.READ);
            once(stack.gatewayPort(), Calls.startSession(reporter), Calls.WRITTEN);
        }
        return ground;
    }

    /** The key that each writer has used once. */
    static String replayedKey(Member writer) {
        return "replayed-" + writer.issueId();
    }

    /**
     * Sends one request, of those that must succeed before anything is measured; one that is queued again, until it has landed.
     *
     * @throws LocalStackException when it does not succeed
     */
    public static void once(int port, Request request, String expected) {
        try (HttpCaller caller = new HttpCaller(port, List.of(request), () -> Request.KEY, expected)) {
            if (!Pause.until(() -> succeeds(caller), QUEUED_LIMIT)) {
                throw new LocalStackException("A write that prepares what is measured does not land.");
            }
        }
    }

    /** False when it was queued, as a cold gateway's first may be. */
    private static boolean succeeds(HttpCaller caller) {
        try {
            caller.call();
            return true;
        } catch (CallFailedException e) {
            if (caller.lastBody().contains(Calls.QUEUED)) {
                return false;
            }
            throw new LocalStackException("What is to be measured does not work: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new LocalStackException("What is to be measured does not answer: " + e, e);
        }
    }
}
