package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.targets.Target;
import dc.node.gateway.upkeep.Upkeep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the ledger forgets, and what it never does. */
class ExpiryTest {

    private static final String COMMENT = "tasker_append_comment";

    private static final Ledger LEDGER = new Ledger();
    private static final Upkeep UPKEEP = new Upkeep(List.of(LEDGER.expiry), LEDGER.clock);

    private final UUID agent = LEDGER.newAgent();
    private final UUID issue = UUID.randomUUID();

    @Test
    void whatEndedIsKeptForThirtyDaysAndThenForgottenButNotInTheAudit() {
        UUID write = LEDGER.accepted(agent, COMMENT, issue, "a");
        LEDGER.end(write, OperationState.SUCCEEDED);

        LEDGER.passes(Duration.ofDays(30));
        sweep();
        assertThat(LEDGER.store.find(write)).isPresent();

        LEDGER.passes(Duration.ofSeconds(1));
        sweep();
        assertThat(LEDGER.store.find(write)).isEmpty();
        assertThat(LEDGER.jdbc
                        .sql("select count(*) from audit_event where operation_id = :id")
                        .param("id", write)
                        .query(Integer.class)
                        .single())
                .as("acceptance and effect")
                .isEqualTo(2);
    }

    @Test
    void aKeyUsedAgainAfterwardsIsANewWriteEvenWithOtherArguments() {
        Acceptance.Accepted first = (Acceptance.Accepted) keyed("a");
        LEDGER.end(first.entry().operationId(), OperationState.SUCCEEDED);
        assertThat(keyed("a")).isInstanceOf(Acceptance.Known.class);
        assertThat(keyed("b")).isInstanceOf(Acceptance.Refused.class);

        LEDGER.passes(Duration.ofDays(31));
        sweep();
        assertThat(rows()).as("forgotten before the key is used").isZero();

        assertThat(keyed("b"))
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        again -> assertThat(again.entry().operationId())
                                .isNotEqualTo(first.entry().operationId()));
    }

    @Test
    void whatHasNotEndedIsNeverForgottenHoweverOldAndItsRefusalCanBeRead() {
        UUID accepted = LEDGER.accepted(agent, COMMENT, issue, "a");
        UUID dispatched = LEDGER.accepted(agent, COMMENT, issue, "b");
        LEDGER.jdbc
                .sql("update write_operation set state = 'dispatched' where id = :id")
                .param("id", dispatched)
                .update();

        LEDGER.passes(Duration.ofDays(400));
        sweep();
        assertThat(LEDGER.store.find(accepted)).isPresent();
        assertThat(LEDGER.store.find(dispatched)).isPresent();

        LEDGER.end(accepted, OperationState.REJECTED);
        LEDGER.passes(Duration.ofDays(29));
        sweep();
        assertThat(LEDGER.failures.takeUnread(agent, LEDGER.now, LEDGER.now))
                .extracting(LedgerEntry::operationId)
                .containsExactly(accepted);
    }

    @Test
    void theWritesOfASessionStayUntilItHasEnded() {
        UUID session = LEDGER.accepted(agent, "tasker_start_work_session", issue, "a");
        UUID write = LEDGER.accepted(agent, COMMENT, issue, "b");
        LEDGER.end(write, OperationState.SUCCEEDED);

        LEDGER.passes(Duration.ofDays(31));
        sweep();
        assertThat(LEDGER.store.find(write)).isPresent();

        LEDGER.jdbc
                .sql("update work_session set state = 'abandoned', ended_at = opened_at where id = :id")
                .param("id", session)
                .update();
        sweep();
        assertThat(LEDGER.store.find(write)).isEmpty();
    }

    @Test
    void aKeyIsRememberedForAsLongAsTheSessionOfItsWriteGoesOn() {
        UUID session = LEDGER.accepted(agent, "tasker_start_work_session", issue, "a");
        UUID write = ((Acceptance.Accepted) keyed("b")).entry().operationId();
        LEDGER.end(write, OperationState.SUCCEEDED);
        LEDGER.passes(Duration.ofDays(31));

        assertThat(keyed("b"))
                .isInstanceOfSatisfying(
                        Acceptance.Known.class,
                        known -> assertThat(known.entry().operationId()).isEqualTo(write));
        assertThat(LEDGER.store.find(write)).as("its finish sums it up").isPresent();

        LEDGER.closing.close(LEDGER.sessions.find(session).orElseThrow(), "done");
        assertThat(keyed("b")).isInstanceOf(Acceptance.Accepted.class);
    }

    @Test
    void manyAreForgottenInBatchesAndWhatAnotherProcessHoldsIsPassedOver() {
        sweep();
        LEDGER.jdbc
                .sql("""
                insert into write_operation (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments,
                                             target_label, state, accepted_at, ended_at, result, sweep_after)
                select gen_random_uuid(), :agent, 'tasker_append_comment', 'k' || n, false, 'f', '{}', 'CORE-1',
                       'succeeded', :then, :then, '{}', :then
                  from generate_series(1, 1500) n""")
                .param("agent", agent)
                .param("then", LEDGER.now.minus(Duration.ofDays(31)).atOffset(UTC))
                .update();

        LEDGER.transactions.executeWithoutResult(another -> {
            LEDGER.jdbc
                    .sql("select id from write_operation where agent_id = :agent and idempotency_key = 'k1' for update")
                    .param("agent", agent)
                    .query(UUID.class)
                    .single();
            CompletableFuture.runAsync(ExpiryTest::sweep)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertThat(rows()).isEqualTo(1);
        });
        sweep();
        assertThat(rows()).isZero();
    }

    private Acceptance keyed(String argument) {
        ObjectNode arguments = Json.MAPPER.createObjectNode().put("argument", argument);
        return LEDGER.acceptance.accept(new WriteRequest(
                agent,
                COMMENT,
                "key",
                false,
                arguments,
                new Target(Optional.of(Ledger.PROJECT), Optional.of(issue), "CORE-1"),
                OptionalInt.empty(),
                Optional.empty(),
                new CallOrigin("default", "owner", "127.0.0.1", Optional.empty(), LEDGER.now)));
    }

    private static void sweep() {
        UPKEEP.deleteExpired(LEDGER.expiry.what());
    }

    private int rows() {
        return LEDGER.jdbc
                .sql("select count(*) from write_operation where agent_id = :agent")
                .param("agent", agent)
                .query(Integer.class)
                .single();
    }
}
