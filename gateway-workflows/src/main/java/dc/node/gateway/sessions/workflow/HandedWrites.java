package dc.node.gateway.sessions.workflow;

import dc.node.gateway.writes.WritePolicy;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The writes a session's workflow was handed, each run as the same activity a write alone would be. Their order is the
 * ledger's: what is handed over may go, so they do not wait for each other.
 */
final class HandedWrites {

    private static final String SUCCEEDED = "succeeded";
    private static final Set<String> REFUSED = Set.of("rejected", "cancelled");

    /** Of releases before it, any other result counted as refused. */
    private static final String COMPLETED_BY_HAND = "completed-by-hand";

    /** Temporal allows a workflow 2,000 activities at a time. It is handed no more than this; earlier releases knew no limit. */
    private static final int MOST_AT_ONCE = 500;

    /** A write is handed over twice within seconds, if at all; to run an ended one again costs some events and no more. */
    private static final int ENDED_REMEMBERED = 100;

    private final SessionActivities sessions;
    private final BiConsumer<HandedWrite, WriteEnd> onEnd;
    private final Map<UUID, HandedWrite> unended = new LinkedHashMap<>();
    private final Queue<HandedWrite> waiting;
    private final Map<UUID, CancellationScope> attempts = new LinkedHashMap<>();
    private final LinkedHashSet<UUID> recentlyEnded;
    private int runners;
    private boolean stopped;

    /** @param onEnd told of each write that has ended, when it is no longer among the unended */
    HandedWrites(CarriedOver carried, SessionActivities sessions, BiConsumer<HandedWrite, WriteEnd> onEnd) {
        this.sessions = sessions;
        this.onEnd = onEnd;
        carried.unended().forEach(write -> unended.put(write.operationId(), write));
        waiting = new ArrayDeque<>(carried.unended());
        recentlyEnded = new LinkedHashSet<>(carried.recentlyEnded());
    }

    /**
     * Takes a write over, to be run by {@link #runWaiting}; false if it was handed over before. One that has ended here and
     * comes again because the ledger says otherwise is run again: where it has ended there, too, nothing happens.
     */
    boolean take(HandedWrite write) {
        UUID operationId = write.operationId();
        if (endedBefore(write) || unended.putIfAbsent(operationId, write) != null) {
            return false;
        }
        waiting.add(write);
        return true;
    }

    private boolean endedBefore(HandedWrite write) {
        return recentlyEnded.contains(write.operationId()) && !write.again().orElse(false);
    }

    /** Those that have not ended, in the order they came. */
    List<HandedWrite> unended() {
        return List.copyOf(unended.values());
    }

    boolean allEnded() {
        return unended.isEmpty();
    }

    /** Oldest first. */
    List<UUID> recentlyEnded() {
        return List.copyOf(recentlyEnded);
    }

    /** Runs what the run before this one has left; the promise fails where that does. */
    Promise<Void> runCarriedOver() {
        return Promise.allOf(IntStream.range(0, Math.min(waiting.size(), MOST_AT_ONCE))
                .mapToObj(runner -> Async.procedure(this::runWaiting))
                .toList());
    }

    /** Runs writes as long as some wait; one of as many as are called at a time. */
    void runWaiting() {
        if (runners == MOST_AT_ONCE) {
            return;
        }
        runners++;
        while (!stopped && !waiting.isEmpty()) {
            run(waiting.remove());
        }
        runners--;
    }

    /** From now on nothing is begun; what is taken over stays among the unended. */
    void stop() {
        stopped = true;
    }

    /**
     * Calls back from Temporal what was begun. A write that waits for its next attempt is called back at once and stays
     * among the unended; an attempt that runs comes to its end first.
     */
    void callBack(String reason) {
        List.copyOf(attempts.values()).forEach(attempt -> attempt.cancel(reason));
    }

    /** Whether nothing runs. */
    boolean still() {
        return runners == 0;
    }

    private void run(HandedWrite write) {
        try {
            String result = attempt(write);
            if (result.equals(SUCCEEDED)) {
                end(write, WriteEnd.LANDED);
            } else if (REFUSED.contains(result) || !knowsCompletionByHand()) {
                end(write, WriteEnd.REJECTED);
            } else {
                // An operator has completed the activity in its stead, so the ledger knows of no end.
                giveUp(write);
            }
        } catch (ActivityFailure e) {
            // Called back, the next run has it. Where an operator has cancelled the workflow, the reconciler ends it.
            if (!stopped && !CancellationScope.current().isCancelRequested()) {
                giveUp(write);
            }
        }
    }

    private static boolean knowsCompletionByHand() {
        return Workflow.getVersion(COMPLETED_BY_HAND, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    private String attempt(HandedWrite write) {
        String[] state = new String[1];
        CancellationScope attempt =
                Workflow.newCancellationScope(() -> state[0] = Workflow.newUntypedActivityStub(options(write))
                        .execute(write.tool(), String.class, write.operationId()));
        attempts.put(write.operationId(), attempt);
        try {
            attempt.run();
            return state[0];
        } finally {
            attempts.remove(write.operationId());
        }
    }

    /**
     * Its time ran out, or an operator has ended it. The session goes on; the ledger has to know, or what waits behind it
     * waits for ever. An attempt in whose midst that happened runs to its end first.
     */
    private void giveUp(HandedWrite write) {
        Workflow.sleep(WritePolicy.START_TO_CLOSE);
        sessions.recordGivenUp(write.operationId());
        end(write, WriteEnd.GIVEN_UP);
    }

    private void end(HandedWrite write, WriteEnd end) {
        unended.remove(write.operationId());
        recentlyEnded.add(write.operationId());
        if (recentlyEnded.size() > ENDED_REMEMBERED) {
            recentlyEnded.removeFirst();
        }
        onEnd.accept(write, end);
    }

    private static ActivityOptions options(HandedWrite write) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(WritePolicy.START_TO_CLOSE)
                .setScheduleToCloseTimeout(
                        WritePolicy.timeLeft(write.acceptedAt(), Instant.ofEpochMilli(Workflow.currentTimeMillis())))
                .setRetryOptions(WritePolicy.retries())
                // Called back, it counts as running until its attempt is over: two attempts never overlap.
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setSummary(write.summary())
                .build();
    }
}
