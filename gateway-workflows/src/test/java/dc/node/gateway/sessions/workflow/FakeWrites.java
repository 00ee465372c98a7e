package dc.node.gateway.sessions.workflow;

import dc.node.gateway.writes.WriteActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notes each attempt; lands unless told otherwise. */
final class FakeWrites implements WriteActivities {

    /** Each attempt, in the order they began. */
    final List<UUID> run = new CopyOnWriteArrayList<>();

    /** Those of which two attempts ran at once. */
    final Set<UUID> overlapped = ConcurrentHashMap.newKeySet();

    final Map<UUID, String> results = new ConcurrentHashMap<>();

    /** How many attempts fail before one does not. */
    final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

    /** How long Temporal is told to wait after a failed attempt, where that is not the usual time. */
    final Map<UUID, Duration> retryAfter = new ConcurrentHashMap<>();

    /** What an attempt waits for. */
    final Map<UUID, CountDownLatch> heldBy = new ConcurrentHashMap<>();

    private final FakeSessionRow row;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    FakeWrites(FakeSessionRow row) {
        this.row = row;
    }

    private String attempt(UUID operationId) {
        if (!running.add(operationId)) {
            overlapped.add(operationId);
        }
        run.add(operationId);
        try {
            awaitRelease(operationId);
            if (failures.merge(operationId, -1, Integer::sum) >= 0) {
                throw notYet(operationId);
            }
            return results.getOrDefault(operationId, "succeeded");
        } finally {
            running.remove(operationId);
        }
    }

    private void awaitRelease(UUID operationId) {
        CountDownLatch held = heldBy.get(operationId);
        try {
            if (held != null && !held.await(15, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released " + operationId);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ApplicationFailure notYet(UUID operationId) {
        ApplicationFailure.Builder failure =
                ApplicationFailure.newBuilder().setMessage("not yet").setType("TaskerUnavailable");
        Duration delay = retryAfter.get(operationId);
        if (delay != null) {
            failure.setNextRetryDelay(delay);
        }
        ApplicationFailure built = failure.build();
        built.setStackTrace(new StackTraceElement[0]);
        return built;
    }

    @Override
    public String createIssue(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String updateIssue(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String moveIssue(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String setIssueLabels(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String assignIssue(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String addExistingProjectMember(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String appendComment(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String updateStructuredBlocks(UUID operationId) {
        return attempt(operationId);
    }

    @Override
    public String finishWorkSession(UUID operationId) {
        String state = attempt(operationId);
        if (state.equals("succeeded")) {
            row.finish();
        }
        return state;
    }
}
