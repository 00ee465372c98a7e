package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.sessions.WorkSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions that end by their time, and writes that come while they do. */
class AbandonedSessionsTest {

    private static final String COMMENT = "tasker_append_comment";

    /** As the fixture has it. */
    private static final Duration IDLE = Duration.ofHours(8);

    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Ledger LEDGER = new Ledger();

    private final SessionReporter reporter = new SessionReporter(LEDGER);
    private final UUID agent = reporter.agent;
    private final UUID issue = reporter.issue;

    @Test
    void aSessionWithoutAWriteIsAbandonedAtItsTimeWithACommentOnItsIssue() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.passes(Duration.ofHours(1));
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "a"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE.minusSeconds(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(Duration.ofSeconds(1));

        LEDGER.passes(Duration.ofSeconds(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();

        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(reporter.commentsOn(issue).getLast())
                .contains("Work session abandoned", "Goal: Get it &lt;done&gt;")
                .contains("nothing had been written in it for 8 h", "1 write landed");
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
        assertThat(reporter.commentsOn(issue)).as("asked twice").hasSize(2);
    }

    @Test
    void aSessionThatIsWrittenInIsAbandonedAtItsGreatestAge() {
        UUID session = reporter.startOnIssue(agent);
        for (Duration age = Duration.ZERO; age.compareTo(OLDEST) < 0; age = age.plusHours(7)) {
            LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, age.toString()), OperationState.SUCCEEDED);
            LEDGER.passes(Duration.ofHours(7));
        }

        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();

        assertThat(reporter.session(session).closedBecause().orElseThrow()).startsWith("it had been open for 7 d");
        assertThat(reporter.commentsOn(issue).getLast()).contains("it had been open for 7 d", "24 writes landed");
    }

    @Test
    void aProjectSessionThatIsAbandonedTellsTheOnlyIssueItTouchedAndNoOther() {
        UUID session = reporter.startOnProject();
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "a"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(session);
        assertThat(reporter.commentsOn(issue)).hasSize(2).last().asString().contains("Work session abandoned");

        UUID other = UUID.randomUUID();
        UUID next = reporter.startOnProject();
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "b"), OperationState.SUCCEEDED);
        LEDGER.end(LEDGER.accepted(agent, COMMENT, other, "c"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(next);

        assertThat(reporter.session(next).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(reporter.commentsOn(issue)).hasSize(3);
        assertThat(reporter.commentsOn(other)).hasSize(1);
    }

    @Test
    void whatIsPendingHoldsTheAbandonmentBack() {
        UUID session = reporter.startOnIssue(agent);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");
        LEDGER.passes(IDLE);

        assertThat(LEDGER.abandoned.closeIfDue(session)).isPositive();
        LEDGER.end(pending, OperationState.SUCCEEDED);

        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(IDLE);
        LEDGER.passes(IDLE);
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
    }

    @Test
    void anAgentWhoseFinishIsRefusedAfterALongOutageHasTheIdleLimitToSendABetterOne() {
        UUID session = reporter.startOnProject();
        UUID finish = reporter.finish(session);
        LEDGER.passes(IDLE.multipliedBy(3));
        LEDGER.end(finish, OperationState.REJECTED);

        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(IDLE);
        LEDGER.passes(IDLE.minusSeconds(1));

        assertThat(reporter.refused(reporter.accept(
                        "tasker_finish_work_session", reporter.target(issue), Optional.of(session), "better")))
                .isFalse();
    }

    @Test
    void pastItsTimeASessionAsksEverLessOftenWhetherWhatIsPendingHasEnded() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.accepted(agent, COMMENT, issue, "a");
        LEDGER.passes(IDLE);

        List<Long> minutes = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Duration wait = LEDGER.abandoned.closeIfDue(session);
            minutes.add(wait.toMinutes());
            LEDGER.passes(wait);
        }

        assertThat(minutes).containsExactly(1L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void aWriteThatComesFirstKeepsItsSessionOpen() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.passes(IDLE);

        SessionReporter.InTurn<UUID, Duration> race = reporter.inTurn(
                () -> LEDGER.accepted(agent, COMMENT, issue, "a"), () -> LEDGER.abandoned.closeIfDue(session));

        assertThat(reporter.sessionOf(race.first())).contains(session);
        assertThat(race.second()).isEqualTo(IDLE);
        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.OPEN);
    }

    @Test
    void aWriteThatComesBehindTheAbandonmentStandsAloneBehindItsComment() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.passes(IDLE);

        SessionReporter.InTurn<Duration, UUID> race = reporter.inTurn(
                () -> LEDGER.abandoned.closeIfDue(session), () -> LEDGER.accepted(agent, COMMENT, issue, "late"));

        assertThat(race.first()).isZero();
        assertThat(reporter.sessionOf(race.second())).isEmpty();
        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(reporter.commentsOn(issue)).hasSize(2).first().asString().contains("Work session abandoned");
    }

    @Test
    void aWriteThatNamesItsSessionBehindTheAbandonmentIsRefused() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.passes(IDLE);

        SessionReporter.InTurn<Duration, Acceptance> race = reporter.inTurn(
                () -> LEDGER.abandoned.closeIfDue(session),
                () -> reporter.comment(reporter.target(issue), Optional.of(session)));

        assertThat(reporter.refusal(race.second()).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(reporter.commentsOn(issue)).hasSize(1);
    }
}
