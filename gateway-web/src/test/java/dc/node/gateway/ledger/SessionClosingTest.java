package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
                .isTrue();

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
        assertThat(LEDGER.closing.close(reporter.session(session), "again")).isFalse();
    }

    @Test
    void anAcceptedFinishIsAPromiseThatNoAdministratorBreaks() {
        UUID session = reporter.startOnIssue(agent);
        UUID finish = reporter.finish(session);

        assertThat(LEDGER.closing.close(reporter.session(session), "too slow")).isFalse();

        LEDGER.end(finish, OperationState.SUCCEEDED);
        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.FINISHED);
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
        LEDGER.end(reporter.finish(finished), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(abandoned);

        assertThat(due()).doesNotContain(finished, abandoned);
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
