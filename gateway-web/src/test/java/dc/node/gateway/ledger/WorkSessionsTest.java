package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.targets.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sessions open, and which takes which write. */
class WorkSessionsTest {

    private static final String FINISH = "tasker_finish_work_session";
    private static final String COMMENT = "tasker_append_comment";

    /** As the fixture has it. */
    private static final Duration IDLE = Duration.ofHours(8);

    private static final Ledger LEDGER = new Ledger();

    private final SessionReporter reporter = new SessionReporter(LEDGER);
    private final UUID agent = reporter.agent;
    private final UUID issue = reporter.issue;

    @Test
    void startingAgainReturnsTheOpenSessionAndPutsOffItsEnd() {
        UUID session = reporter.startOnIssue(agent);
        LEDGER.passes(IDLE.minusMinutes(1));

        assertThat(reporter.startOnIssue(agent)).isEqualTo(session);

        assertThat(reporter.session(session).lastWriteAt()).isEqualTo(LEDGER.now);
        LEDGER.passes(IDLE.minusMinutes(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void twoAgentsOnOneIssueHaveASessionEach() {
        UUID another = LEDGER.newAgent();
        UUID mine = reporter.startOnIssue(agent);
        UUID theirs = reporter.startOnIssue(another);

        assertThat(theirs).isNotEqualTo(mine);
        assertThat(reporter.sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a")))
                .contains(mine);
        assertThat(reporter.sessionOf(LEDGER.accepted(another, COMMENT, issue, "a")))
                .contains(theirs);
        assertThat(LEDGER.sessions.listOpen(agent)).extracting(WorkSession::id).containsExactly(mine);
    }

    @Test
    void theSessionOnTheIssueTakesAWriteBeforeTheOneOnTheProject() {
        UUID onProject = reporter.startOnProject();
        UUID onIssue = reporter.startOnIssue(agent);

        assertThat(reporter.sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a")))
                .contains(onIssue);
        assertThat(reporter.sessionOf(LEDGER.accepted(agent, COMMENT, UUID.randomUUID(), "b")))
                .contains(onProject);
        assertThat(reporter.sessionOf(reporter.operation(reporter.comment(
                        new Target(Optional.of(UUID.randomUUID()), Optional.empty(), "EDGE"), Optional.empty()))))
                .as("in another project")
                .isEmpty();
        assertThat(reporter.sessionOf(
                        reporter.operation(reporter.comment(reporter.target(issue), Optional.of(onProject)))))
                .as("named outright")
                .contains(onProject);
    }

    @Test
    void onceItsSessionIsFinishingAWriteStandsAlone() {
        UUID session = reporter.startOnIssue(agent);
        reporter.finish(session);

        assertThat(reporter.sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a")))
                .isEmpty();
        assertThat(reporter.refusal(reporter.comment(reporter.target(issue), Optional.of(session)))
                        .message())
                .startsWith("This session is finishing. Leave session_id out");
        assertThat(reporter.startOnIssue(agent)).as("a start meanwhile").isNotEqualTo(session);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FINISHED  | This session is finished (by its agent).",
                "ABANDONED | This session is abandoned (nothing had been written in it for 8 h).",
                "CLOSED    | This session is closed (closed by an administrator: wrong issue)."
            })
    void whoNamesASessionThatHasEndedIsToldWhyAndWhatToDo(WorkSession.State end, String why) {
        UUID session = reporter.startOnIssue(agent);
        switch (end) {
            case FINISHED -> LEDGER.end(reporter.finish(session), OperationState.SUCCEEDED);
            case ABANDONED -> {
                LEDGER.passes(IDLE);
                LEDGER.abandoned.closeIfDue(session);
            }
            default -> LEDGER.closing.close(reporter.session(session), "wrong issue");
        }

        ToolError write = reporter.refusal(reporter.comment(reporter.target(issue), Optional.of(session)));
        ToolError finish =
                reporter.refusal(reporter.accept(FINISH, reporter.target(issue), Optional.of(session), "again"));

        assertThat(reporter.session(session).state()).isEqualTo(end);
        assertThat(write.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(write.message())
                .startsWith(why)
                .contains("Leave session_id out")
                .contains("tasker_start_work_session");
        assertThat(finish.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(finish.message()).startsWith(why).contains("nothing to finish");
    }

    @Test
    void aClockThatIsBehindDoesNotBringTheIdleLimitNearer() {
        UUID session = reporter.startOnIssue(agent);
        Instant ahead = LEDGER.now.plusSeconds(30);
        LEDGER.sessions.touch(session, ahead);

        LEDGER.accepted(agent, COMMENT, issue, "a");

        assertThat(reporter.session(session).lastWriteAt()).isEqualTo(ahead);
    }

    @Test
    void aWriteThatWaitedForTheAgentsLockIsAcceptedAtTheTimeItGotIt() {
        UUID session = reporter.startOnIssue(agent);

        // The first ends a minute later than the second came, as far as that clock tells.
        reporter.inTurn(
                () -> LEDGER.transactions.execute(holding -> {
                    LEDGER.store.lockAgent(agent);
                    LEDGER.passes(Duration.ofMinutes(1));
                    return true;
                }),
                () -> LEDGER.accepted(agent, COMMENT, issue, "a"));

        assertThat(reporter.session(session).lastWriteAt()).isEqualTo(LEDGER.now);
    }

    @Test
    void aSessionWhoseFinishIsRefusedStaysClosedWhereANewerIsOpen() {
        UUID older = reporter.startOnIssue(agent);
        UUID finish = reporter.finish(older);
        UUID newer = reporter.startOnIssue(agent);

        LEDGER.end(finish, OperationState.REJECTED);

        assertThat(reporter.session(older).state()).isEqualTo(WorkSession.State.CLOSED);
        assertThat(reporter.session(older).closedBecause())
                .contains("its finish was refused and a newer session is open");
        assertThat(LEDGER.sessions.listOpen(agent)).extracting(WorkSession::id).containsExactly(newer);
    }

    @Test
    void aSessionOnAnIssueIsOpenAgainThoughOneOnItsProjectWasOpenedMeanwhile() {
        UUID onIssue = reporter.startOnIssue(agent);
        UUID finish = reporter.finish(onIssue);
        reporter.startOnProject();

        LEDGER.end(finish, OperationState.REJECTED);

        assertThat(reporter.session(onIssue).state()).isEqualTo(WorkSession.State.OPEN);
    }
}
