package dc.node.gateway.sessions.workflow;

import static dc.node.gateway.sessions.workflow.TestSession.COMMENT;
import static dc.node.gateway.sessions.workflow.TestSession.FINISH;
import static dc.node.gateway.sessions.workflow.TestSession.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.dispatch.visibility.TaskerSearchAttributes;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session whose history becomes long. */
class WorkSessionContinuationTest {

    private static final int SHORT = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestSession session = TestSession.skippingTime();

    @AfterEach
    void stopTemporal() {
        session.close();
    }

    @Test
    void ofSignalsThatRaceContinuationsNoneIsLostAndNoneIsRunTwice()
            throws ExecutionException, InterruptedException, TimeoutException {
        session.start(IDLE, SHORT);
        List<UUID> handed = new CopyOnWriteArrayList<>();
        try (ExecutorService dispatchers = Executors.newFixedThreadPool(8)) {
            List<? extends Future<?>> handing = Stream.generate(
                            () -> dispatchers.submit(() -> handEachAsTheLastBegins(30, handed)))
                    .limit(8)
                    .toList();
            for (Future<?> signals : handing) {
                signals.get();
            }
        }
        handed.add(session.hand(FINISH));

        session.awaitEnd();

        assertThat(session.state().continuations()).isGreaterThanOrEqualTo(3);
        assertThat(session.writes.overlapped).isEmpty();
        assertThat(session.writes.run).containsExactlyInAnyOrderElementsOf(handed);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(241, 0, 0));
    }

    @Test
    void aWriteThatWaitsForItsNextAttemptGoesOnInTheNextRun() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 1);
        session.writes.retryAfter.put(stuck, Duration.ofHours(1));
        session.start(IDLE, SHORT);
        session.hand(session.handed(stuck, COMMENT));
        await().atMost(PATIENCE)
                .until(() -> session.workflow().describe().getRawDescription().getPendingActivitiesList().stream()
                        .anyMatch(activity -> activity.getAttempt() == 2));

        landUntilContinued();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(session.writes.run).filteredOn(stuck::equals).hasSize(2));
        session.hand(FINISH);
        session.awaitEnd();
        assertThat(session.state().tally().landed()).isEqualTo(session.writes.run.size() - 1);
        assertThat(session.writes.overlapped).isEmpty();
    }

    @Test
    void anAttemptThatRunsIsWaitedForSoThatNoTwoRunAtOnce() throws TimeoutException {
        UUID slow = UUID.randomUUID();
        CountDownLatch release = new CountDownLatch(1);
        session.writes.heldBy.put(slow, release);
        session.start(IDLE, SHORT);
        HandedWrite write = session.handed(slow, COMMENT);
        session.hand(write);
        List<UUID> others = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            others.add(session.hand(COMMENT));
            return session.state().underWay().size() > 3 && attemptsRunning() == 1;
        });
        assertThat(session.state().continuations()).isZero();

        release.countDown();

        await().atMost(PATIENCE).until(() -> session.state().continuations() > 0);
        // Handed over again after its end in the run before.
        session.hand(write);
        await().atMost(PATIENCE).until(() -> session.writes.run.containsAll(others));
        session.hand(FINISH);
        session.awaitEnd();
        assertThat(session.writes.run).filteredOn(slow::equals).hasSize(1);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(others.size() + 2, 0, 0));
    }

    @Test
    void aWriteCarriedOverAndHandedOverAgainIsNotRunByBoth() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 8);
        session.start(IDLE, SHORT);
        HandedWrite write = session.handed(stuck, COMMENT);
        session.hand(write);
        for (int i = 0; i < 40; i++) {
            session.hand(COMMENT);
            session.hand(write);
        }

        session.temporal.sleep(Duration.ofMinutes(5));
        session.hand(FINISH);
        session.awaitEnd();

        assertThat(session.state().continuations()).isPositive();
        assertThat(session.writes.overlapped).isEmpty();
        assertThat(session.writes.run).filteredOn(stuck::equals).hasSize(9);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(42, 0, 0));
    }

    @Test
    void theIdleLimitTheIssueAndTheMemoGoOn() throws TimeoutException {
        session.start(IDLE, SHORT);
        session.temporal.sleep(Duration.ofHours(3));

        landUntilContinued();

        assertThat(session.workflow().describe().getTypedSearchAttributes().get(TaskerSearchAttributes.ISSUE))
                .isEqualTo("CORE-1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(session.workflow().describe().getMemo("landed", Integer.class))
                        .isNotNull());
        session.row.timeLeft.add(Duration.ZERO);
        session.awaitEnd();
        assertThat(session.lifetime()).isBetween(Duration.ofHours(4), Duration.ofHours(5));
        assertThat(session.state().phase()).isEqualTo("abandoned");
    }

    /** Some twice, as two sweepers might. */
    private void handEachAsTheLastBegins(int count, List<UUID> handed) {
        for (int i = 0; i < count; i++) {
            HandedWrite write = session.handed(UUID.randomUUID(), COMMENT);
            handed.add(write.operationId());
            handBetweenRuns(write);
            if (i % 5 == 0) {
                handBetweenRuns(write);
            }
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> session.writes.run.contains(write.operationId()));
        }
    }

    /** The in-memory server, unlike a real one, knows no workflow for a moment between the end of one run and the next's start. */
    private void handBetweenRuns(HandedWrite write) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(WorkflowNotFoundException.class)
                .until(() -> {
                    session.hand(write);
                    return true;
                });
    }

    private void landUntilContinued() {
        await().atMost(PATIENCE).until(() -> {
            session.hand(COMMENT);
            return session.state().continuations() == 1;
        });
    }

    private long attemptsRunning() {
        return session.workflow().describe().getRawDescription().getPendingActivitiesCount();
    }
}
