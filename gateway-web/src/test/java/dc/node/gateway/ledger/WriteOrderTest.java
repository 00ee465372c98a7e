package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and who may take it up. */
class WriteOrderTest {

    private static final String COMMENT = "tasker_append_comment";
    private static final String CREATE = "tasker_create_issue";
    private static final String ADD_MEMBER = "tasker_add_existing_project_member";

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Ledger LEDGER = new Ledger();

    private UUID agent = UUID.randomUUID();
    private final UUID issue = UUID.randomUUID();

    @BeforeEach
    void newAgent() {
        LEDGER.jdbc
                .sql("update write_operation set state = 'cancelled', ended_at = now(), result = '{}'"
                        + " where ended_at is null")
                .update();
        agent = LEDGER.newAgent();
    }

    @Test
    void theNextOnTheIssueGoesWhenTheOneBeforeItHasEnded() {
        UUID first = LEDGER.accepted(agent, COMMENT, issue, "1");
        UUID second = LEDGER.accepted(agent, COMMENT, issue, "2");
        LEDGER.accepted(agent, COMMENT, issue, "3");

        assertThat(turnsAfter(first)).containsExactly(second);
    }

    @Test
    void otherIssuesAndOtherAgentsDoNotWait() {
        LEDGER.accepted(agent, COMMENT, issue, "1");
        UUID elsewhere = LEDGER.accepted(agent, COMMENT, UUID.randomUUID(), "2");
        UUID another = LEDGER.accepted(LEDGER.newAgent(), COMMENT, issue, "3");

        assertThat(due()).contains(elsewhere, another);
    }

    @Test
    void whoeverWaitedForANewMemberGoesWhenItIsThere() {
        UUID member = ((Acceptance.Accepted) LEDGER.accept(agent, ADD_MEMBER, Optional.empty(), "somebody"))
                .entry()
                .operationId();
        UUID assign = LEDGER.accepted(agent, "tasker_assign_issue", issue, "1");
        UUID behindIt = LEDGER.accepted(agent, COMMENT, issue, "2");
        UUID create = ((Acceptance.Accepted) LEDGER.accept(agent, CREATE, Optional.empty(), "3"))
                .entry()
                .operationId();

        assertThat(due()).containsExactly(member);
        assertThat(turnsAfter(member)).containsExactly(assign, create).doesNotContain(behindIt);
    }

    @Test
    void noAgentsBacklogComesBeforeAnotherAgentsFirst() {
        List<UUID> backlog = IntStream.range(0, 5)
                .mapToObj(number -> LEDGER.accepted(agent, COMMENT, UUID.randomUUID(), "x" + number))
                .toList();
        UUID late = LEDGER.accepted(LEDGER.newAgent(), COMMENT, UUID.randomUUID(), "y");
        LEDGER.passes(Duration.ofSeconds(4));

        assertThat(LEDGER.outbox.claimUndispatched(LEDGER.now, AGAIN, 2))
                .containsExactlyInAnyOrder(backlog.getFirst(), late);
    }

    @Test
    void twoReplicasNeverTakeUpTheSame() {
        List<UUID> writes = IntStream.range(0, 4)
                .mapToObj(number -> LEDGER.accepted(agent, COMMENT, UUID.randomUUID(), "x" + number))
                .toList();
        LEDGER.passes(Duration.ofSeconds(4));

        LEDGER.transactions.executeWithoutResult(first -> {
            List<UUID> mine = LEDGER.outbox.claimUndispatched(LEDGER.now, AGAIN, 2);
            List<UUID> theirs = inAnotherTransaction();
            assertThat(mine).hasSize(2);
            assertThat(theirs).hasSize(2).doesNotContainAnyElementsOf(mine);
            assertThat(writes).containsAll(mine).containsAll(theirs);
        });
        assertThat(LEDGER.outbox.claimUndispatched(LEDGER.now, AGAIN, 10)).isEmpty();
    }

    @Test
    void aLongBacklogOnOneIssueIsSweptQuickly() {
        LEDGER.accepted(agent, COMMENT, issue, "first");
        LEDGER.jdbc
                .sql("""
                insert into write_operation (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments,
                                             project_id, issue_id, target_label, state, accepted_at, sweep_after)
                select gen_random_uuid(), :agent, 'tasker_append_comment', 'k' || n, false, 'f', '{}', :project, :issue,
                       'CORE-1', 'accepted', now(), now()
                  from generate_series(1, 20000) n""")
                .param("agent", agent)
                .param("project", Ledger.PROJECT)
                .param("issue", issue)
                .update();
        LEDGER.jdbc.sql("analyze write_operation").update();

        long before = System.nanoTime();
        List<UUID> due = due();
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        assertThat(due).hasSize(1);
        // Asked with one "or", each row is compared with all before it: 12,000 rows took 10.7 s.
        assertThat(took).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whatTemporalWasGivenIsLookedAtOnlyAfterAWhile() {
        UUID write = LEDGER.accepted(agent, COMMENT, issue, "1");
        LEDGER.outbox.markDispatched(List.of(new Dispatched(write, DispatchedTo.ACTIVITY, LEDGER.now)), AGAIN);

        assertThat(unended()).isEmpty();
        LEDGER.passes(AGAIN.plusSeconds(1));
        assertThat(unended()).containsExactly(write);
        assertThat(unended()).as("looked at a moment ago").isEmpty();

        LEDGER.outbox.putBack(write, LEDGER.now);
        LEDGER.passes(Duration.ofSeconds(1));
        assertThat(due()).containsExactly(write);
    }

    @Test
    void aWriteKnowsThatTheWorkflowItWasGivenToHasBeenReplaced() {
        UUID session = LEDGER.accepted(agent, "tasker_start_work_session", issue, "1");
        LEDGER.sessions.markWorkflowStarted(session, LEDGER.now);
        UUID write = LEDGER.accepted(agent, COMMENT, issue, "2");
        LEDGER.passes(AGAIN);
        LEDGER.outbox.markDispatched(List.of(new Dispatched(write, DispatchedTo.SESSION, LEDGER.now)), AGAIN);
        LEDGER.passes(AGAIN.plusSeconds(1));

        assertThat(LEDGER.outbox.claimUnended(LEDGER.now, AGAIN, 100))
                .singleElement()
                .matches(unended -> !unended.workflowReplaced());

        LEDGER.sessions.forgetWorkflow(session);
        LEDGER.sessions.markWorkflowStarted(session, LEDGER.now);
        LEDGER.passes(AGAIN.plusSeconds(1));
        assertThat(LEDGER.outbox.claimUnended(LEDGER.now, AGAIN, 100))
                .singleElement()
                .matches(UnendedWrite::workflowReplaced);
    }

    private List<UUID> turnsAfter(UUID ended) {
        Operation operation = LEDGER.store.findUnended(ended).orElseThrow();
        LEDGER.end(ended, OperationState.SUCCEEDED);
        return LEDGER.outbox.findTurnsAfter(operation).stream()
                .map(DispatchOrder::operationId)
                .toList();
    }

    private static List<UUID> due() {
        LEDGER.passes(Duration.ofSeconds(4));
        return LEDGER.outbox.claimUndispatched(LEDGER.now.plusSeconds(1), AGAIN, 100);
    }

    private static List<UUID> unended() {
        return LEDGER.outbox.claimUnended(LEDGER.now, AGAIN, 100).stream()
                .map(write -> write.order().operationId())
                .toList();
    }

    private static List<UUID> inAnotherTransaction() {
        return CompletableFuture.supplyAsync(() -> LEDGER.outbox.claimUndispatched(LEDGER.now, AGAIN, 2))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
