package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of one session no more than 500 pending writes are in Temporal's hands. */
class SessionShareTest {

    private static final String CREATE = "tasker_create_issue";
    private static final int SHARE = 500;
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Ledger LEDGER = new Ledger();

    private final SessionReporter reporter = new SessionReporter(LEDGER);
    private final UUID session = reporter.startOnProject();

    @BeforeEach
    void nothingElseWaits() {
        LEDGER.jdbc
                .sql("update write_operation set state = 'cancelled', ended_at = now(), result = '{}'"
                        + " where ended_at is null")
                .update();
    }

    @Test
    void aWriteBeyondTheShareIsAcceptedAndGoesWhenAnyBeforeItHasEnded() {
        queueCreates(SHARE - 1);
        assertThat(create("the last with room").order()).isPresent();
        Acceptance.Accepted first = create("the first without");
        Acceptance.Accepted second = create("the second without");
        assertThat(first.order()).isEmpty();
        List<UUID> given = due(SHARE + 100);
        assertThat(given).hasSize(SHARE).doesNotContain(first.entry().operationId());
        LEDGER.outbox.markDispatched(
                given.stream()
                        .map(id -> new Dispatched(id, DispatchedTo.SESSION, LEDGER.now))
                        .toList(),
                AGAIN);

        assertThat(turnsAfter(pendingAt(SHARE / 2)))
                .containsExactly(first.entry().operationId());

        assertThat(turnsAfter(pendingAt(0))).containsExactly(second.entry().operationId());
    }

    @Test
    void aFullSessionHoldsUpNeitherAnotherNorAnotherAgent() {
        queueCreates(SHARE + 200);
        assertThat(due(10_000)).hasSize(SHARE);
        SessionReporter colleague = new SessionReporter(LEDGER);
        colleague.startOnProject();
        UUID theirs = LEDGER.accepted(colleague.agent, CREATE, colleague.issue, "a");
        reporter.startOnIssue(reporter.agent);
        UUID onIssue = LEDGER.accepted(reporter.agent, "tasker_append_comment", reporter.issue, "b");

        LEDGER.passes(AGAIN);

        assertThat(due(10_000)).hasSize(SHARE + 2).contains(theirs, onIssue);
    }

    @Test
    void theShareOfALongBacklogIsFoundQuickly() {
        queueCreates(20_000);
        LEDGER.jdbc.sql("analyze write_operation").update();

        long before = System.nanoTime();
        List<UUID> due = due(200);
        Duration sweep = Duration.ofNanos(System.nanoTime() - before);
        before = System.nanoTime();
        turnsAfter(pendingAt(0));
        Duration end = Duration.ofNanos(System.nanoTime() - before);

        assertThat(due).hasSize(200);
        // Asked of each write alone, each of 20,000 looks at 500 others: 3.6 s. Asked of each session: 0.05 s.
        assertThat(sweep).isLessThan(Duration.ofMillis(1_500));
        assertThat(end).isLessThan(Duration.ofMillis(1_500));
    }

    private Acceptance.Accepted create(String title) {
        return (Acceptance.Accepted) LEDGER.accept(reporter.agent, CREATE, Optional.empty(), title);
    }

    private void queueCreates(int count) {
        LEDGER.jdbc
                .sql("""
                insert into write_operation (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments,
                                             project_id, target_label, session_id, state, accepted_at, sweep_after)
                select gen_random_uuid(), :agent, 'tasker_create_issue', 'k' || n, false, 'f', '{}', :project,
                       'CORE', :session, 'accepted', cast(:now as timestamptz), cast(:now as timestamptz)
                  from generate_series(1, :count) n""")
                .param("agent", reporter.agent)
                .param("project", Ledger.PROJECT)
                .param("session", session)
                .param("now", LEDGER.now.toString())
                .param("count", count)
                .update();
    }

    private UUID pendingAt(int place) {
        return LEDGER.jdbc
                .sql("select id from write_operation where session_id = :session and ended_at is null"
                        + " order by sequence offset :place limit 1")
                .param("session", session)
                .param("place", place)
                .query(UUID.class)
                .single();
    }

    private static List<UUID> turnsAfter(UUID write) {
        Operation operation = LEDGER.store.findUnended(write).orElseThrow();
        LEDGER.end(write, OperationState.SUCCEEDED);
        return LEDGER.outbox.findTurnsAfter(operation).stream()
                .map(DispatchOrder::operationId)
                .toList();
    }

    private static List<UUID> due(int limit) {
        LEDGER.passes(Duration.ofSeconds(4));
        return LEDGER.outbox.claimUndispatched(LEDGER.now, AGAIN, limit);
    }
}
