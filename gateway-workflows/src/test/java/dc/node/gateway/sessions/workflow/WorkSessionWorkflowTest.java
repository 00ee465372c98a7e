package dc.node.gateway.sessions.workflow;

import static dc.node.gateway.sessions.workflow.TestSession.COMMENT;
import static dc.node.gateway.sessions.workflow.TestSession.FINISH;
import static dc.node.gateway.sessions.workflow.TestSession.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.dispatch.visibility.TaskerSearchAttributes;
import dc.node.gateway.sessions.LastRefusal;
import dc.node.gateway.writes.WritePolicy;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkSessionWorkflowTest {

    private final TestSession session = TestSession.skippingTime();

    @AfterEach
    void stopTemporal() {
        session.close();
    }

    @Test
    void theSessionEndsWhenItsFinishHasLanded() throws TimeoutException {
        session.start();
        UUID comment = session.hand(COMMENT);
        UUID finish = session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.writes.run).containsExactlyInAnyOrder(comment, finish);
        assertThat(session.state().phase()).isEqualTo("finished");
        assertThat(session.state().tally()).isEqualTo(new SessionTally(2, 0, 0));
    }

    @Test
    void aWriteHandedOverTwiceIsRunOnce() throws TimeoutException {
        session.start();
        HandedWrite write = session.handed(UUID.randomUUID(), "tasker_move_issue");
        session.hand(write);
        session.hand(write);
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.writes.run).filteredOn(write.operationId()::equals).hasSize(1);
    }

    @Test
    void aRefusedFinishLeavesTheSessionOpen() throws TimeoutException {
        session.start();
        UUID refused = UUID.randomUUID();
        session.writes.results.put(refused, "rejected");
        session.row.timeLeft.add(IDLE);
        session.hand(session.handed(refused, FINISH));
        UUID late = session.hand(COMMENT);
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.writes.run).contains(refused, late);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(2, 1, 0));
    }

    @Test
    void aRefusedFinishThatClosedTheSessionEndsTheWorkflowAtOnce() throws TimeoutException {
        session.start();
        UUID refused = UUID.randomUUID();
        session.writes.results.put(refused, "rejected");
        session.row.close();
        session.hand(session.handed(refused, FINISH));

        session.awaitEnd();

        assertThat(session.lifetime()).isLessThan(Duration.ofMinutes(1));
        assertThat(session.state().phase()).isEqualTo("closed");
    }

    @Test
    void aFinishDuringAnOutageOfHoursLandsAfterIt() throws TimeoutException {
        session.start();
        UUID finish = UUID.randomUUID();
        session.writes.failures.put(finish, 1_000);
        // Past its idle limit the database waits for what is pending.
        session.row.timeLeft.addAll(Collections.nCopies(600, Duration.ofMinutes(1)));
        session.hand(session.handed(finish, FINISH));
        session.temporal.sleep(Duration.ofHours(2));
        assertThat(session.state().phase()).isEqualTo("finishing");

        session.awaitEnd();

        assertThat(session.writes.run).hasSize(1_001).containsOnly(finish);
        assertThat(session.lifetime()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
        assertThat(session.state().phase()).isEqualTo("finished");
    }

    @Test
    void aWriteThatFailsForAWhileIsTriedAgainUntilItLands() throws TimeoutException {
        session.start();
        UUID comment = UUID.randomUUID();
        session.writes.failures.put(comment, 20);
        session.hand(session.handed(comment, COMMENT));
        session.temporal.sleep(Duration.ofMinutes(10));
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.writes.run).filteredOn(comment::equals).hasSize(21);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(2, 0, 0));
    }

    @Test
    void aWriteWhoseTimeRunsOutIsRecordedAndTheSessionGoesOn() throws TimeoutException {
        session.start();
        UUID comment = UUID.randomUUID();
        session.writes.failures.put(comment, Integer.MAX_VALUE);
        Instant almostAWeekAgo =
                session.now().minus(WritePolicy.SCHEDULE_TO_CLOSE).plusSeconds(60);
        session.hand(session.handed(comment, COMMENT, Optional.empty(), almostAWeekAgo));
        session.temporal.sleep(Duration.ofMinutes(5));
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.row.givenUp).containsExactly(comment);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(1, 0, 1));
    }

    @Test
    void anIdleSessionIsClosedAtItsTime() throws TimeoutException {
        session.start();
        session.row.timeLeft.add(Duration.ZERO);

        session.awaitEnd();

        assertThat(session.lifetime()).isBetween(IDLE, IDLE.plusMinutes(1));
        assertThat(session.state().phase()).isEqualTo("abandoned");
    }

    @Test
    void aSessionThatWroteInBetweenIsAskedAboutAgainWhenItsTimeIsUp() throws TimeoutException {
        session.start();
        session.row.timeLeft.add(Duration.ofHours(3));
        session.row.timeLeft.add(Duration.ZERO);

        session.awaitEnd();

        assertThat(session.lifetime())
                .isBetween(IDLE.plusHours(3), IDLE.plusHours(3).plusMinutes(1));
    }

    @Test
    void aSessionThatIsAlwaysWrittenInIsClosedAtItsMaximumAge() throws TimeoutException {
        session.start();
        // Written in each time right before it would have been idle for too long, until a week is over.
        session.row.timeLeft.addAll(Collections.nCopies(20, IDLE));
        session.row.timeLeft.add(Duration.ZERO);

        session.awaitEnd();

        assertThat(session.lifetime())
                .isBetween(Duration.ofDays(7), Duration.ofDays(7).plusMinutes(1));
    }

    @Test
    void aWriteHandedOverWhileTheIdleLimitClosesTheSessionIsCarriedToItsEnd() throws TimeoutException {
        UUID late = UUID.randomUUID();
        session.writes.failures.put(late, 3);
        session.row.timeLeft.add(Duration.ZERO);
        session.row.whileClosing = () -> session.hand(session.handed(late, COMMENT));
        session.start();

        session.awaitEnd();

        assertThat(session.writes.run).hasSize(4).containsOnly(late);
        assertThat(session.state().tally()).isEqualTo(new SessionTally(1, 0, 0));
        assertThat(session.state().phase()).isEqualTo("abandoned");
    }

    @Test
    void theWorkflowOfAClosedSessionEndsOnlyWhenEveryWriteHandedOverHasEnded() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 300);
        session.row.pending = 1;
        session.start();
        session.hand(session.handed(stuck, COMMENT));
        session.row.close();
        session.recheck();
        session.temporal.sleep(Duration.ofMinutes(20));

        assertThat(session.state().phase()).isEqualTo("ending");

        session.awaitEnd();
        assertThat(session.writes.run).hasSize(301);
        assertThat(session.state().phase()).isEqualTo("closed");
    }

    @Test
    void anAdministratorsCloseTakesEffectAtOnce() throws TimeoutException {
        session.start();
        session.row.close();
        session.recheck();

        session.awaitEnd();

        assertThat(session.lifetime()).isLessThan(Duration.ofMinutes(1));
        assertThat(session.state().phase()).isEqualTo("closed");
    }

    @Test
    void askingAboutAnOpenSessionPutsNothingOff() throws TimeoutException {
        session.start();
        session.temporal.sleep(Duration.ofHours(2));
        session.row.timeLeft.add(IDLE.minusHours(2));
        session.recheck();
        session.row.timeLeft.add(Duration.ZERO);

        session.awaitEnd();

        assertThat(session.lifetime()).isBetween(IDLE, IDLE.plusMinutes(1));
        assertThat(timers()).hasSize(1);
    }

    @Test
    void anOperatorsCancellationEndsTheWorkflow() {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, Integer.MAX_VALUE);
        session.start();
        session.hand(session.handed(stuck, COMMENT));
        await().until(() -> session.writes.run.contains(stuck));

        session.workflow().cancel();

        assertThatThrownBy(session::awaitEnd)
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
    }

    @Test
    void theLedgerIsAskedWhileSomethingIsPendingAndNotWhenNothingIs() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 60);
        session.row.pending = 7;
        session.start();
        session.hand(session.handed(stuck, COMMENT));
        session.temporal.sleep(Duration.ofMinutes(3));

        assertThat(session.state().standing())
                .get()
                .satisfies(standing -> assertThat(standing.pending()).isEqualTo(7));
        session.row.pending = 0;
        session.temporal.sleep(Duration.ofHours(1));
        int looks = session.row.looks.get();
        assertThat(looks).isBetween(3, 7);
        session.temporal.sleep(Duration.ofHours(6));
        assertThat(session.row.looks).hasValue(looks);

        session.hand(FINISH);
        session.awaitEnd();
    }

    @Test
    void aWriteThatLandsCostsTenEventsAndNoMore() throws TimeoutException {
        session.start();
        for (int i = 0; i < 20; i++) {
            UUID write = session.hand(COMMENT);
            await().until(() -> session.writes.run.contains(write));
        }
        session.hand(FINISH);
        session.awaitEnd();

        // Some for start and end; less than ten where one step of the workflow took two signals or results.
        assertThat(session.events()).hasSizeLessThanOrEqualTo(21 * 10 + 15);
    }

    @Test
    void theIssueOfASessionIsTheOneItWroteOnLast() throws TimeoutException {
        session.start();
        hand("CORE-7");
        hand("CORE-7");
        hand("CORE-8");
        session.hand(session.handed(UUID.randomUUID(), "tasker_create_issue", Optional.empty(), session.now()));
        assertThat(session.workflow().describe().getTypedSearchAttributes().get(TaskerSearchAttributes.ISSUE))
                .isEqualTo("CORE-8");
        session.row.close();
        session.recheck();

        session.awaitEnd();

        assertThat(session.events())
                .filteredOn(event -> event.getEventType() == EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
                .hasSize(2);
    }

    @Test
    void thePageTellsOfWritesUnderWayAndOfTheLastFailure() {
        UUID refused = UUID.randomUUID();
        UUID stuck = UUID.randomUUID();
        session.writes.results.put(refused, "rejected");
        session.writes.failures.put(stuck, Integer.MAX_VALUE);
        session.row.pending = 2;
        session.row.lastRefusal = Optional.of(
                new LastRefusal(refused, "tasker_move_issue", "scope_denied", Instant.parse("2026-01-02T03:04:05Z")));
        session.start();
        session.hand(session.handed(refused, "tasker_move_issue"));
        session.hand(session.handed(stuck, COMMENT));

        await().untilAsserted(() -> assertThat(session.currentDetails())
                .startsWith("**Work session on `CORE-1`**: open\n")
                .contains("| Rejected | 1 |")
                .contains("| Under way | 1 |")
                .contains("| Pending in the ledger | 2 at ")
                .contains("| Last failure | `scope_denied` (tasker_move_issue at 2026-01-02T03:04:05Z) |")
                .contains("- `tasker_append_comment on CORE-1` since "));
        assertThat(session.workflow().describe().getMemo("last_failure", String.class))
                .isEqualTo("scope_denied (tasker_move_issue)");
    }

    @Test
    void theMemoTellsTheEndToWhoeverFindsNoWorker() throws TimeoutException {
        session.start();
        for (int i = 0; i < 60; i++) {
            session.hand(COMMENT);
        }
        session.hand(FINISH);
        session.awaitEnd();

        assertThat(session.workflow().describe().getMemo("state", String.class)).isEqualTo("finished");
        assertThat(session.workflow().describe().getMemo("landed", Integer.class))
                .isEqualTo(61);
        assertThat(session.workflow().describe().getMemo("pending", Integer.class))
                .isEqualTo(0);
        assertThat(session.events())
                .filteredOn(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED)
                .hasSize(2);
    }

    @Test
    void aWriteThatAnOperatorCompletesByHandIsGivenUp() throws TimeoutException {
        session.start();
        UUID skipped = UUID.randomUUID();
        session.writes.results.put(skipped, "skip");
        session.hand(session.handed(skipped, COMMENT));
        session.temporal.sleep(Duration.ofMinutes(1));
        assertThat(session.row.givenUp).containsExactly(skipped);
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.state().tally()).isEqualTo(new SessionTally(1, 0, 1));
    }

    @Test
    void aWriteThatEndedHereIsRunAgainWhenTheLedgerSaysOtherwise() throws TimeoutException {
        session.start();
        UUID write = session.hand(COMMENT);
        session.temporal.sleep(Duration.ofMinutes(1));
        assertThat(session.state().underWay()).isEmpty();

        session.hand(session.handed(write, COMMENT));
        session.hand(session.handedAgain(write, COMMENT));
        session.hand(FINISH);

        session.awaitEnd();

        assertThat(session.writes.run).filteredOn(write::equals).hasSize(2);
    }

    @Test
    void whenThePendingWritesHaveLandedThePageSaysSoWithinSeconds() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 60);
        session.row.pending = 7;
        session.start();
        session.hand(session.handed(stuck, COMMENT));
        session.temporal.sleep(Duration.ofMinutes(8));
        assertThat(session.state().underWay()).hasSize(1);
        assertThat(session.currentDetails()).contains("| Pending in the ledger | 7 at ");
        session.row.pending = 0;
        int looks = session.row.looks.get();

        // The 61st attempt is some ten minutes after the first; the next look by itself, thirty.
        session.temporal.sleep(Duration.ofMinutes(2).plusSeconds(30));

        assertThat(session.state().underWay()).isEmpty();
        assertThat(session.currentDetails()).contains("| Pending in the ledger | 0 at ");
        assertThat(session.workflow().describe().getMemo("pending", Integer.class))
                .isEqualTo(0);
        assertThat(session.row.looks).hasValue(looks + 1);
        session.hand(FINISH);
        session.awaitEnd();
    }

    @Test
    void aSessionPastItsTimeClosesWithinSecondsOfTheEndOfWhatWasPending() throws TimeoutException {
        UUID stuck = UUID.randomUUID();
        session.writes.failures.put(stuck, 60);
        session.row.pending = 1;
        session.row.timeLeft.add(Duration.ofMinutes(30));
        session.row.timeLeft.add(Duration.ZERO);
        session.start(Duration.ofMinutes(5), SessionStart.EVENT_LIMIT);
        session.hand(session.handed(stuck, COMMENT));
        session.temporal.sleep(Duration.ofMinutes(8));
        session.row.pending = 0;

        session.awaitEnd();

        assertThat(session.lifetime()).isLessThan(Duration.ofMinutes(12));
        assertThat(session.state().phase()).isEqualTo("abandoned");
    }

    @Test
    void aNightPastTheIdleLimitCostsFewEvents() {
        UUID paused = UUID.randomUUID();
        session.writes.failures.put(paused, Integer.MAX_VALUE);
        session.writes.retryAfter.put(paused, Duration.ofDays(2));
        session.row.pending = 1;
        Stream.of(1, 1, 2, 4, 8, 16).map(Duration::ofMinutes).forEach(session.row.timeLeft::add);
        session.row.timeLeft.addAll(Collections.nCopies(100, Duration.ofMinutes(30)));
        session.start(IDLE, SessionStart.EVENT_LIMIT);
        session.hand(session.handed(paused, COMMENT));

        session.temporal.sleep(IDLE.plusHours(24));

        assertThat(session.state().continuations()).isZero();
        assertThat(session.events()).hasSizeLessThan(1_600);
    }

    @Test
    void theProjectThatWasUnknownAtTheStartIsShownOnceAWriteKnowsIt() throws TimeoutException {
        session.start();
        for (int i = 0; i < 2; i++) {
            session.hand(new HandedWrite(
                    UUID.randomUUID(),
                    COMMENT,
                    COMMENT + " on CORE-1",
                    Optional.of("CORE-1"),
                    session.now(),
                    Optional.empty(),
                    Optional.of("nodedc"),
                    Optional.of("CORE")));
        }
        session.hand(FINISH);
        session.awaitEnd();

        SearchAttributes shown = session.workflow().describe().getTypedSearchAttributes();
        assertThat(shown.get(TaskerSearchAttributes.PROJECT)).isEqualTo("CORE");
        assertThat(shown.get(TaskerSearchAttributes.WORKSPACE)).isEqualTo("nodedc");
        assertThat(session.events())
                .filteredOn(event -> event.getEventType() == EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)
                .hasSize(1);
    }

    private void hand(String issueKey) {
        UUID write = UUID.randomUUID();
        session.hand(session.handed(write, COMMENT, Optional.of(issueKey), session.now()));
        await().until(() -> session.writes.run.contains(write));
    }

    private List<HistoryEvent> timers() {
        return session.events().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
                .toList();
    }
}
