package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.ledger.SessionClosing.Outcome;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.sessions.WorkSession;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that an administrator closes, or that close with their agent. */
class SessionClosingTest {

    private static final String START = "tasker_start_work_session";
    private static final String COMMENT = "tasker_append_comment";

    /** As the fixture has it. */
    private static final Duration IDLE = Duration.ofHours(8);

    private static final Ledger LEDGER = new Ledger();

    private final SessionReporter reporter = new SessionReporter(LEDGER);
    private final UUID agent = reporter.agent;
    private final UUID issue = reporter.issue;

    @Test
    void anAdministratorClosesAnOpenSessionAndWhatIsPendingEndsByItself() {
        UUID session = reporter.startOnIssue(agent);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");

        assertThat(LEDGER.closing.close(reporter.session(session), "wrong issue"))
                .isEqualTo(new Outcome.Closed());

        assertThat(reporter.session(session).endedAt()).contains(LEDGER.now);
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
        assertThat(LEDGER.outbox.findDispatchOrders(List.of(pending)))
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.sessionId()).contains(session);
                    assertThat(order.sessionOpen()).isFalse();
                });
        assertThat(reporter.commentsOn(issue))
                .as("the session's own write only")
                .hasSize(1);
        assertThat(LEDGER.closing.close(reporter.session(session), "again")).isEqualTo(new Outcome.HasEnded());
    }

    @Test
    void anAdministratorClosesAFinishingSessionAndItsFinishIsCancelled() {
        UUID session = reporter.startOnIssue(agent);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");
        UUID finish = reporter.finish(session);
        UUID behind = LEDGER.accepted(agent, COMMENT, issue, "alone");
        reporter.startOnIssue(agent);

        assertThat(LEDGER.closing.close(reporter.session(session), "Tasker is gone"))
                .isEqualTo(new Outcome.Closed());

        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.CLOSED);
        assertThat(reporter.session(session).closedBecause()).contains("closed by an administrator: Tasker is gone");
        LedgerEntry ended = LEDGER.store.find(finish).orElseThrow();
        assertThat(ended.state()).isEqualTo(OperationState.CANCELLED);
        assertThat(ended.result().orElseThrow().path("error").path("message").asString())
                .isEqualTo("An administrator closed the session before this finish took effect: Tasker is gone."
                        + " It took no effect.");
        LEDGER.end(pending, OperationState.SUCCEEDED);
        assertThat(LEDGER.turns).as("what waited for the finish").contains(behind);
        assertThat(LEDGER.closing.close(reporter.session(session), "again")).isEqualTo(new Outcome.HasEnded());
    }

    @Test
    void aFinishUnderWayIsNotCancelledUntilItsAttemptIsOver() {
        UUID session = reporter.startOnIssue(agent);
        UUID finish = reporter.finish(session);
        UUID behind = LEDGER.accepted(agent, COMMENT, issue, "alone");
        Operation attempt = LEDGER.store.beginAttempt(finish, LEDGER.now).orElseThrow();

        assertThat(LEDGER.closing.close(reporter.session(session), "too slow"))
                .isEqualTo(new Outcome.FinishMayRun(LEDGER.now.plusSeconds(21)));
        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.FINISHING);
        LEDGER.store.markAttemptOver(attempt);

        Outcome outcome = LEDGER.transactions.execute(administratorsAct -> {
            Outcome closed = LEDGER.closing.close(reporter.session(session), "too slow");
            assertThat(LEDGER.turns).as("before the commit").doesNotContain(behind);
            return closed;
        });

        assertThat(outcome).isEqualTo(new Outcome.Closed());
        assertThat(LEDGER.turns).contains(behind);
        assertThat(LEDGER.store.find(finish).orElseThrow().state()).isEqualTo(OperationState.CANCELLED);
    }

    @Test
    void aFinishWhoseAttemptWasLostIsCancelledOnceItsTimeIsUp() {
        UUID session = reporter.startOnIssue(agent);
        assertThat(LEDGER.store.beginAttempt(reporter.finish(session), LEDGER.now))
                .isPresent();
        LEDGER.passes(Duration.ofSeconds(21));

        assertThat(LEDGER.closing.close(reporter.session(session), "too slow")).isEqualTo(new Outcome.Closed());
    }

    @Test
    void theSessionsOfADisabledAgentAreClosedForGood() {
        UUID open = reporter.startOnIssue(agent);
        UUID finishing = reporter.startOnProject();
        UUID finish = reporter.finish(finishing);
        UUID anothers = reporter.startOnIssue(LEDGER.newAgent(reporter.owner));

        int closed = LEDGER.closing.closeAllOf(agent);
        LEDGER.end(finish, OperationState.REJECTED);

        assertThat(closed).isEqualTo(2);
        assertThat(List.of(reporter.session(open), reporter.session(finishing)))
                .allSatisfy(session -> assertThat(session.state()).isEqualTo(WorkSession.State.CLOSED))
                .allSatisfy(session -> assertThat(session.closedBecause()).contains("its agent was disabled"));
        assertThat(reporter.session(anothers).state()).isEqualTo(WorkSession.State.OPEN);
        assertThat(LEDGER.abandoned.closeIfDue(open)).isZero();
        assertThat(reporter.commentsOn(issue)).isEmpty();
    }

    @Test
    void theSessionsOfAllAgentsOfABlockedOwnerAreClosed() {
        UUID first = reporter.startOnIssue(agent);
        UUID second = reporter.startOnIssue(LEDGER.newAgent(reporter.owner));
        UUID anothers = reporter.startOnIssue(LEDGER.newAgent());

        assertThat(LEDGER.closing.closeAllOfOwner("another-tenant", reporter.owner))
                .isZero();
        assertThat(LEDGER.closing.closeAllOfOwner("default", reporter.owner)).isEqualTo(2);

        assertThat(reporter.session(first).closedBecause()).contains("its agent's owner was blocked");
        assertThat(reporter.session(second).state()).isEqualTo(WorkSession.State.CLOSED);
        assertThat(reporter.session(anothers).state()).isEqualTo(WorkSession.State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartThatWasLetInBeforeItsAgentWasStoppedOpensNothingBehindIt(boolean ownerBlocked) {
        SessionReporter.InTurn<Integer, Acceptance> race = reporter.inTurn(
                () -> LEDGER.transactions.execute(status -> ownerBlocked ? block() : disable()),
                () -> LEDGER.accept(agent, START, issue, "late"));

        assertThat(reporter.refusal(race.second()).code()).isEqualTo(ErrorCode.SCOPE_DENIED);
        assertThat(LEDGER.sessions.listOpen(agent)).isEmpty();
    }

    @Test
    void theWorkflowOfASessionClosedPastItIsToldOnce() {
        UUID started = reporter.startOnIssue(agent);
        LEDGER.sessions.markWorkflowStarted(started, LEDGER.now);
        UUID unstarted = reporter.startOnProject();

        LEDGER.closing.closeAllOf(agent);
        assertThat(due()).contains(started).doesNotContain(unstarted);
        assertThat(LEDGER.sessions.listUnstarted(1000)).doesNotContain(unstarted);

        LEDGER.sessions.markRechecked(List.of(started));
        assertThat(due()).doesNotContain(started);

        LEDGER.sessions.markWorkflowStarted(unstarted, LEDGER.now);
        assertThat(due()).as("closed while Temporal was being told of it").contains(unstarted);
    }

    @Test
    void aSessionThatEndsInTheWorkflowsSightLeavesNothingToTell() {
        UUID finished = reporter.startOnIssue(agent);
        UUID abandoned = reporter.startOnProject();
        LEDGER.sessions.markWorkflowStarted(finished, LEDGER.now);
        LEDGER.sessions.markWorkflowStarted(abandoned, LEDGER.now);
        UUID finish = reporter.finish(finished);
        LEDGER.outbox.markDispatched(List.of(new Dispatched(finish, DispatchedTo.SESSION, LEDGER.now)), IDLE);
        LEDGER.end(finish, OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(abandoned);

        assertThat(due()).doesNotContain(finished, abandoned);
    }

    @Test
    void theWorkflowOfASessionWhoseFinishStoodAloneIsTold() {
        UUID finished = reporter.startOnIssue(agent);
        LEDGER.sessions.markWorkflowStarted(finished, LEDGER.now);
        UUID finish = reporter.finish(finished);
        LEDGER.outbox.markDispatched(List.of(new Dispatched(finish, DispatchedTo.ACTIVITY, LEDGER.now)), IDLE);

        LEDGER.end(finish, OperationState.SUCCEEDED);

        assertThat(due()).contains(finished);
    }

    private static List<UUID> due() {
        return LEDGER.sessions.listRecheckDue(1000);
    }

    private int block() {
        LEDGER.jdbc
                .sql("insert into blocked_owner (tenant, owner_user_id, blocked_at) values ('default', :owner, now())")
                .param("owner", reporter.owner)
                .update();
        return LEDGER.closing.closeAllOfOwner("default", reporter.owner);
    }

    private int disable() {
        LEDGER.jdbc
                .sql("update agent set disabled_at = now() where id = :id")
                .param("id", agent)
                .update();
        return LEDGER.closing.closeAllOf(agent);
    }
}
