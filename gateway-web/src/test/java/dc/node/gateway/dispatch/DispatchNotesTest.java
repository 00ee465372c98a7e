package dc.node.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.Dispatched;
import dc.node.gateway.ledger.DispatchedTo;
import dc.node.gateway.ledger.Ledger;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What Temporal has taken, on its way into a real ledger. */
class DispatchNotesTest {

    private static final String COMMENT = "tasker_append_comment";

    private final Ledger ledger = new Ledger();
    private final DispatchNotes notes = new DispatchNotes(ledger.outbox);
    private final UUID agent = ledger.newAgent();

    @Test
    void whatTemporalHasTakenIsNotedWithItsTimeAndAs() {
        UUID activity = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "1");
        UUID signal = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "2");
        UUID untaken = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "3");
        Instant later = ledger.now.plusMillis(70);
        notes.add(new Dispatched(activity, DispatchedTo.ACTIVITY, ledger.now));
        notes.add(new Dispatched(signal, DispatchedTo.SESSION, later));

        notes.flush();

        assertThat(row(activity)).isEqualTo(new Row("dispatched", "activity", ledger.now, lookAt(ledger.now)));
        assertThat(row(signal)).isEqualTo(new Row("dispatched", "session", later, lookAt(later)));
        assertThat(row(untaken).state()).isEqualTo("accepted");
    }

    @Test
    void aWriteThatEndedMeanwhileIsLeftAsItIs() {
        UUID known = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "1");
        UUID unheard = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "2");
        notes.add(new Dispatched(known, DispatchedTo.ACTIVITY, ledger.now));
        notes.add(new Dispatched(unheard, DispatchedTo.ACTIVITY, ledger.now));
        // The first is heard of and costs no statement; were it noted all the same, it would still be accepted.
        notes.onEnded(
                new LedgerEntry(
                        known,
                        agent,
                        COMMENT,
                        "key",
                        OperationState.SUCCEEDED,
                        Optional.of(Json.MAPPER.createObjectNode())),
                Duration.ZERO);
        ledger.end(unheard, OperationState.SUCCEEDED);

        notes.flush();

        assertThat(row(known).state()).isEqualTo("accepted");
        assertThat(row(unheard).state()).isEqualTo("succeeded");
    }

    @Test
    void whatWasNotedIsNotNotedAgain() {
        UUID write = ledger.accepted(agent, COMMENT, UUID.randomUUID(), "1");
        notes.add(new Dispatched(write, DispatchedTo.ACTIVITY, ledger.now));
        notes.flush();
        ledger.outbox.putBack(write, ledger.now);

        notes.flush();

        assertThat(row(write).state()).isEqualTo("accepted");
    }

    private record Row(String state, String to, Instant at, Instant look) {}

    private static Instant lookAt(Instant dispatched) {
        return dispatched.plus(Reconciler.LOOK_AFTER);
    }

    private Row row(UUID write) {
        return ledger.jdbc
                .sql(
                        "select state, coalesce(dispatched_to, '') as taken_as, coalesce(dispatched_at, accepted_at) as at,"
                                + " sweep_after from write_operation where id = :id")
                .param("id", write)
                .query((row, number) -> new Row(
                        row.getString("state"),
                        row.getString("taken_as"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("sweep_after", OffsetDateTime.class).toInstant()))
                .single();
    }
}
