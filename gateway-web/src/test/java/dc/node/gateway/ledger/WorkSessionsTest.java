package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.targets.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** How sessions open, which takes which write, and how they end: by their time, by a refusal, by an administrator. */
class WorkSessionsTest {

    private static final String START = "tasker_start_work_session";
    private static final String FINISH = "tasker_finish_work_session";
    private static final String COMMENT = "tasker_append_comment";

    /** As the fixture has it. */
    private static final Duration IDLE = Duration.ofHours(8);

    private static final Duration OLDEST = Duration.ofDays(7);

    private static final Ledger LEDGER = new Ledger();

    private final String owner = "owner-" + UUID.randomUUID();
    private final UUID agent = LEDGER.newAgent(owner);
    private final UUID issue = UUID.randomUUID();

    @Test
    void startingAgainReturnsTheOpenSessionAndPutsOffItsEnd() {
        UUID session = startOnIssue(agent);
        LEDGER.passes(IDLE.minusMinutes(1));

        assertThat(startOnIssue(agent)).isEqualTo(session);

        assertThat(session(session).lastWriteAt()).isEqualTo(LEDGER.now);
        LEDGER.passes(IDLE.minusMinutes(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void twoAgentsOnOneIssueHaveASessionEach() {
        UUID another = LEDGER.newAgent();
        UUID mine = startOnIssue(agent);
        UUID theirs = startOnIssue(another);

        assertThat(theirs).isNotEqualTo(mine);
        assertThat(sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a"))).contains(mine);
        assertThat(sessionOf(LEDGER.accepted(another, COMMENT, issue, "a"))).contains(theirs);
        assertThat(LEDGER.sessions.listOpen(agent)).extracting(WorkSession::id).containsExactly(mine);
    }

    @Test
    void theSessionOnTheIssueTakesAWriteBeforeTheOneOnTheProject() {
        UUID onProject = startOnProject();
        UUID onIssue = startOnIssue(agent);

        assertThat(sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a"))).contains(onIssue);
        assertThat(sessionOf(LEDGER.accepted(agent, COMMENT, UUID.randomUUID(), "b")))
                .contains(onProject);
        assertThat(sessionOf(operation(comment(
                        new Target(Optional.of(UUID.randomUUID()), Optional.empty(), "EDGE"), Optional.empty()))))
                .as("in another project")
                .isEmpty();
        assertThat(sessionOf(operation(comment(target(issue), Optional.of(onProject)))))
                .as("named outright")
                .contains(onProject);
    }

    @Test
    void onceItsSessionIsFinishingAWriteStandsAlone() {
        UUID session = startOnIssue(agent);
        finish(session);

        assertThat(sessionOf(LEDGER.accepted(agent, COMMENT, issue, "a"))).isEmpty();
        assertThat(refusal(comment(target(issue), Optional.of(session))).message())
                .startsWith("This session is finishing. Leave session_id out");
        assertThat(startOnIssue(agent)).as("a start meanwhile").isNotEqualTo(session);
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
        UUID session = startOnIssue(agent);
        switch (end) {
            case FINISHED -> LEDGER.end(finish(session), OperationState.SUCCEEDED);
            case ABANDONED -> {
                LEDGER.passes(IDLE);
                LEDGER.abandoned.closeIfDue(session);
            }
            default -> LEDGER.closing.close(session(session), "wrong issue");
        }

        ToolError write = refusal(comment(target(issue), Optional.of(session)));
        ToolError finish = refusal(accept(FINISH, target(issue), Optional.of(session), "again"));

        assertThat(session(session).state()).isEqualTo(end);
        assertThat(write.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(write.message())
                .startsWith(why)
                .contains("Leave session_id out")
                .contains("tasker_start_work_session");
        assertThat(finish.code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(finish.message()).startsWith(why).contains("nothing to finish");
    }

    @Test
    void aSessionWithoutAWriteIsAbandonedAtItsTimeWithACommentOnItsIssue() {
        UUID session = startOnIssue(agent);
        LEDGER.passes(Duration.ofHours(1));
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "a"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE.minusSeconds(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isEqualTo(Duration.ofSeconds(1));

        LEDGER.passes(Duration.ofSeconds(1));
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();

        assertThat(session(session).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(commentsOn(issue).getLast())
                .contains("Work session abandoned", "Goal: Get it &lt;done&gt;")
                .contains("nothing had been written in it for 8 h", "1 write landed");
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
        assertThat(commentsOn(issue)).as("asked twice").hasSize(2);
    }

    @Test
    void aSessionThatIsWrittenInIsAbandonedAtItsGreatestAge() {
        UUID session = startOnIssue(agent);
        for (Duration age = Duration.ZERO; age.compareTo(OLDEST) < 0; age = age.plusHours(7)) {
            LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, age.toString()), OperationState.SUCCEEDED);
            LEDGER.passes(Duration.ofHours(7));
        }

        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();

        assertThat(session(session).closedBecause().orElseThrow()).startsWith("it had been open for 7 d");
        assertThat(commentsOn(issue).getLast()).contains("it had been open for 7 d", "24 writes landed");
    }

    @Test
    void aProjectSessionThatIsAbandonedTellsTheOnlyIssueItTouchedAndNoOther() {
        UUID session = startOnProject();
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "a"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(session);
        assertThat(commentsOn(issue)).hasSize(2).last().asString().contains("Work session abandoned");

        UUID other = UUID.randomUUID();
        UUID next = startOnProject();
        LEDGER.end(LEDGER.accepted(agent, COMMENT, issue, "b"), OperationState.SUCCEEDED);
        LEDGER.end(LEDGER.accepted(agent, COMMENT, other, "c"), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(next);

        assertThat(session(next).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(commentsOn(issue)).hasSize(3);
        assertThat(commentsOn(other)).hasSize(1);
    }

    @Test
    void whatIsPendingHoldsTheAbandonmentBack() {
        UUID session = startOnIssue(agent);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");
        LEDGER.passes(IDLE);

        assertThat(LEDGER.abandoned.closeIfDue(session)).isPositive();
        LEDGER.end(pending, OperationState.SUCCEEDED);

        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
    }

    @Test
    void aWriteThatComesFirstKeepsItsSessionOpen() {
        UUID session = startOnIssue(agent);
        LEDGER.passes(IDLE);

        InTurn<UUID, Duration> race =
                inTurn(() -> LEDGER.accepted(agent, COMMENT, issue, "a"), () -> LEDGER.abandoned.closeIfDue(session));

        assertThat(sessionOf(race.first())).contains(session);
        assertThat(race.second()).isEqualTo(IDLE);
        assertThat(session(session).state()).isEqualTo(WorkSession.State.OPEN);
    }

    @Test
    void aWriteThatComesBehindTheAbandonmentStandsAloneBehindItsComment() {
        UUID session = startOnIssue(agent);
        LEDGER.passes(IDLE);

        InTurn<Duration, UUID> race = inTurn(
                () -> LEDGER.abandoned.closeIfDue(session), () -> LEDGER.accepted(agent, COMMENT, issue, "late"));

        assertThat(race.first()).isZero();
        assertThat(sessionOf(race.second())).isEmpty();
        assertThat(session(session).state()).isEqualTo(WorkSession.State.ABANDONED);
        assertThat(commentsOn(issue)).hasSize(2).first().asString().contains("Work session abandoned");
    }

    @Test
    void aWriteThatNamesItsSessionBehindTheAbandonmentIsRefused() {
        UUID session = startOnIssue(agent);
        LEDGER.passes(IDLE);

        InTurn<Duration, Acceptance> race =
                inTurn(() -> LEDGER.abandoned.closeIfDue(session), () -> comment(target(issue), Optional.of(session)));

        assertThat(refusal(race.second()).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    void anAdministratorClosesAnOpenSessionAndWhatIsPendingEndsByItself() {
        UUID session = startOnIssue(agent);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");

        assertThat(LEDGER.closing.close(session(session), "wrong issue")).isTrue();

        assertThat(session(session).endedAt()).contains(LEDGER.now);
        assertThat(LEDGER.abandoned.closeIfDue(session)).isZero();
        assertThat(LEDGER.outbox.findDispatchOrders(List.of(pending)))
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.sessionId()).contains(session);
                    assertThat(order.sessionOpen()).isFalse();
                });
        assertThat(commentsOn(issue)).as("the session's own write only").hasSize(1);
        assertThat(LEDGER.closing.close(session(session), "again")).isFalse();
    }

    @Test
    void anAcceptedFinishIsAPromiseThatNoAdministratorBreaks() {
        UUID session = startOnIssue(agent);
        UUID finish = finish(session);

        assertThat(LEDGER.closing.close(session(session), "too slow")).isFalse();

        LEDGER.end(finish, OperationState.SUCCEEDED);
        assertThat(session(session).state()).isEqualTo(WorkSession.State.FINISHED);
    }

    @Test
    void theSessionsOfADisabledAgentAreClosedForGood() {
        UUID open = startOnIssue(agent);
        UUID finishing = startOnProject();
        UUID finish = finish(finishing);
        UUID anothers = startOnIssue(LEDGER.newAgent(owner));

        int closed = LEDGER.closing.closeAllOf(agent);
        LEDGER.end(finish, OperationState.REJECTED);

        assertThat(closed).isEqualTo(2);
        assertThat(List.of(session(open), session(finishing)))
                .allSatisfy(session -> assertThat(session.state()).isEqualTo(WorkSession.State.CLOSED))
                .allSatisfy(session -> assertThat(session.closedBecause()).contains("its agent was disabled"));
        assertThat(session(anothers).state()).isEqualTo(WorkSession.State.OPEN);
        assertThat(LEDGER.abandoned.closeIfDue(open)).isZero();
        assertThat(commentsOn(issue)).isEmpty();
    }

    @Test
    void theSessionsOfAllAgentsOfABlockedOwnerAreClosed() {
        UUID first = startOnIssue(agent);
        UUID second = startOnIssue(LEDGER.newAgent(owner));
        UUID anothers = startOnIssue(LEDGER.newAgent());

        assertThat(LEDGER.closing.closeAllOfOwner("another-tenant", owner)).isZero();
        assertThat(LEDGER.closing.closeAllOfOwner("default", owner)).isEqualTo(2);

        assertThat(session(first).closedBecause()).contains("its agent's owner was blocked");
        assertThat(session(second).state()).isEqualTo(WorkSession.State.CLOSED);
        assertThat(session(anothers).state()).isEqualTo(WorkSession.State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartThatWasLetInBeforeItsAgentWasStoppedOpensNothingBehindIt(boolean ownerBlocked) {
        InTurn<Integer, Acceptance> race = inTurn(
                () -> LEDGER.transactions.execute(status -> ownerBlocked ? block() : disable()),
                () -> LEDGER.accept(agent, START, issue, "late"));

        assertThat(refusal(race.second()).code()).isEqualTo(ErrorCode.SCOPE_DENIED);
        assertThat(LEDGER.sessions.listOpen(agent)).isEmpty();
    }

    @Test
    void theWorkflowOfASessionClosedPastItIsToldOnce() {
        UUID started = startOnIssue(agent);
        LEDGER.sessions.markWorkflowStarted(started, LEDGER.now);
        UUID unstarted = startOnProject();

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
        UUID finished = startOnIssue(agent);
        UUID abandoned = startOnProject();
        LEDGER.sessions.markWorkflowStarted(finished, LEDGER.now);
        LEDGER.sessions.markWorkflowStarted(abandoned, LEDGER.now);
        LEDGER.end(finish(finished), OperationState.SUCCEEDED);
        LEDGER.passes(IDLE);
        LEDGER.abandoned.closeIfDue(abandoned);

        assertThat(due()).doesNotContain(finished, abandoned);
    }

    @Test
    void theWorkflowOfAnUnendedSessionIsAskedAfterNowAndThen() {
        Duration interval = Duration.ofMinutes(5);
        UUID open = startOnIssue(agent);
        UUID ended = startOnProject();
        UUID unstarted = startOnIssue(LEDGER.newAgent());
        LEDGER.sessions.markWorkflowStarted(open, LEDGER.now);
        LEDGER.sessions.markWorkflowStarted(ended, LEDGER.now);
        LEDGER.closing.close(session(ended), "not needed");

        assertThat(toAskAfter(interval)).as("just started").doesNotContain(open);
        LEDGER.passes(interval.plusSeconds(1));
        assertThat(toAskAfter(interval)).contains(open).doesNotContain(ended, unstarted);
        assertThat(toAskAfter(interval)).as("asked a moment ago").isEmpty();
        LEDGER.passes(interval.plusSeconds(1));
        assertThat(toAskAfter(interval)).contains(open);
    }

    @Test
    void aWorkflowThatIsGoneIsStartedAgainOnceNothingIsPendingInItsSession() {
        UUID session = startOnIssue(agent);
        LEDGER.sessions.markWorkflowStarted(session, LEDGER.now);
        UUID pending = LEDGER.accepted(agent, COMMENT, issue, "a");

        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isFalse();
        assertThat(LEDGER.sessions.listUnstarted(1000)).doesNotContain(session);

        LEDGER.end(pending, OperationState.SUCCEEDED);
        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isTrue();
        assertThat(LEDGER.sessions.listUnstarted(1000)).contains(session);
        assertThat(LEDGER.sessions.order(session).lastWriteAt()).isEqualTo(LEDGER.now);

        LEDGER.closing.close(session(session), "not needed");
        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isFalse();
    }

    private static List<UUID> toAskAfter(Duration interval) {
        return LEDGER.sessions.claimToAskAfter(LEDGER.now, interval, 1000);
    }

    private static List<UUID> due() {
        return LEDGER.sessions.listRecheckDue(1000);
    }

    private int block() {
        LEDGER.jdbc
                .sql("insert into blocked_owner (tenant, owner_user_id, blocked_at) values ('default', :owner, now())")
                .param("owner", owner)
                .update();
        return LEDGER.closing.closeAllOfOwner("default", owner);
    }

    private int disable() {
        LEDGER.jdbc
                .sql("update agent set disabled_at = now() where id = :id")
                .param("id", agent)
                .update();
        return LEDGER.closing.closeAllOf(agent);
    }

    private UUID startOnIssue(UUID who) {
        return start(who, target(issue));
    }

    private UUID startOnProject() {
        return start(agent, new Target(Optional.of(Ledger.PROJECT), Optional.empty(), "CORE"));
    }

    private static UUID start(UUID who, Target target) {
        ObjectNode arguments = Json.MAPPER
                .createObjectNode()
                .put("goal", "Get it <done>")
                .put("nonce", UUID.randomUUID().toString());
        Acceptance.Accepted accepted =
                (Acceptance.Accepted) LEDGER.accept(who, START, target, Optional.empty(), arguments);
        return UUID.fromString(accepted.entry()
                .result()
                .orElseThrow()
                .path("session")
                .path("id")
                .asString());
    }

    private UUID finish(UUID session) {
        return operation(accept(FINISH, target(issue), Optional.of(session), "done"));
    }

    private Acceptance comment(Target target, Optional<UUID> session) {
        return accept(COMMENT, target, session, UUID.randomUUID().toString());
    }

    private Acceptance accept(String tool, Target target, Optional<UUID> session, String argument) {
        return LEDGER.accept(
                agent, tool, target, session, Json.MAPPER.createObjectNode().put("argument", argument));
    }

    private static Target target(UUID issue) {
        return new Target(Optional.of(Ledger.PROJECT), Optional.of(issue), "CORE-1");
    }

    private static UUID operation(Acceptance acceptance) {
        return ((Acceptance.Accepted) acceptance).entry().operationId();
    }

    private static ToolError refusal(Acceptance acceptance) {
        return ((Acceptance.Refused) acceptance).error();
    }

    private static WorkSession session(UUID id) {
        return LEDGER.sessions.find(id).orElseThrow();
    }

    private static Optional<UUID> sessionOf(UUID operation) {
        return LEDGER.store.findUnended(operation).orElseThrow().sessionId();
    }

    /** The arguments of the comments accepted on an issue, in their order. */
    private static List<String> commentsOn(UUID issue) {
        return LEDGER.jdbc
                .sql("select arguments from write_operation where issue_id = :issue and tool = :tool order by sequence")
                .param("issue", issue)
                .param("tool", COMMENT)
                .query(String.class)
                .list();
    }

    private record InTurn<A, B>(A first, B second) {}

    /** Both wait for the agent's lock, one after the other, before either gets it; Postgres gives it in that order. */
    private <A, B> InTurn<A, B> inTurn(Supplier<A> first, Supplier<B> second) {
        return LEDGER.transactions
                .execute(holding -> {
                    LEDGER.store.lockAgent(agent);
                    CompletableFuture<A> one = waiting(first, 1);
                    CompletableFuture<B> two = waiting(second, 2);
                    return one.thenCombine(two, InTurn::new);
                })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private <T> CompletableFuture<T> waiting(Supplier<T> work, int waiters) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
        await().atMost(Duration.ofSeconds(10)).until(() -> waitersForAdvisoryLocks() == waiters);
        return future;
    }

    private static int waitersForAdvisoryLocks() {
        return LEDGER.jdbc.sql("""
                select count(*)
                  from pg_locks
                 where locktype = 'advisory' and not granted
                   and database = (select oid from pg_database where datname = current_database())""").query(Integer.class).single();
    }
}
