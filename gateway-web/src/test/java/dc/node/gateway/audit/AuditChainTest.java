package dc.node.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.audit.ChainReport.Anchor;
import dc.node.gateway.audit.ChainReport.Break;
import dc.node.gateway.audit.ChainVerifier.Expectations;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class AuditChainTest {

    private final Trail trail = new Trail();

    @Test
    void whatIsSealedVerifiesAndWhatIsNotIsCounted() {
        trail.addSealed(4);
        trail.add(2);

        ChainReport report = trail.verify();

        assertThat(report.broken()).isEmpty();
        assertThat(report.seals()).isEqualTo(4);
        assertThat(report.events()).isEqualTo(12);
        assertThat(report.unsealedEvents()).isEqualTo(2);
        assertThat(report.latest()).map(Anchor::number).contains(4L);
    }

    @Test
    void anEmptyTrailIsWhole() {
        assertThat(trail.sealer.seal()).isZero();
        assertThat(trail.verify()).isEqualTo(new ChainReport(0, 0, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Test
    void aLongBacklogIsSealedAtOnceInSealsOfBoundedSize() {
        trail.jdbc.sql("""
                insert into audit_event (at, kind, decision, reason, tenant)
                select now(), 'call', 'allow', 'read', 'default' from generate_series(1, 12345)""").update();

        assertThat(trail.sealer.seal()).isEqualTo(12_345);

        assertThat(trail.jdbc
                        .sql("select row_count from audit_seal order by number")
                        .query(Integer.class)
                        .list())
                .containsExactly(5_000, 5_000, 2_345);
        assertThat(trail.verify().events()).isEqualTo(12_345);
    }

    @Test
    void aTransactionThatCommitsAfterALaterOneWasSealedIsInALaterSeal() throws SQLException {
        trail.addSealed(1);
        try (Connection slow = trail.connections.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement()
                    .execute(
                            "insert into audit_event (at, kind, decision, reason, tenant) values (now(), 'call', 'allow', 'slow', 'default')");
            trail.addSealed(2);
            assertThat(trail.verify().events())
                    .as("sealed while another has yet to commit")
                    .isEqualTo(9);
            trail.passes(Duration.ofMinutes(9));
            trail.addSealed(1);

            slow.commit();
        }

        trail.sealer.seal();

        assertThat(trail.jdbc.sql("""
                        select s.number from audit_seal s join audit_event e on s.events @> e.id where e.reason = 'slow'""").query(Long.class).single()).isEqualTo(5);
        assertThat(trail.verify()).satisfies(report -> {
            assertThat(report.broken()).isEmpty();
            assertThat(report.events()).isEqualTo(13);
            assertThat(report.unsealedEvents()).isZero();
        });
    }

    @Test
    void aTimeWithoutSealingClosesNoGapUnseen() throws SQLException {
        try (Connection slow = trail.connections.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement()
                    .execute(
                            "insert into audit_event (at, kind, decision, reason, tenant) values (now(), 'call', 'allow', 'slow', 'default')");
            trail.addSealed(1);
            slow.commit();
        }
        trail.passes(Duration.ofDays(3));
        trail.add(1);

        assertThat(trail.sealer.seal()).isEqualTo(2);
        assertThat(trail.verify().broken()).isEmpty();
    }

    @Test
    void manyWritersAtOnceLeaveNothingUnsealed() {
        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> IntStream.range(0, 50)
                        .forEach(number -> trail.transactions.executeWithoutResult(status -> {
                            trail.store.insert(trail.event("writer " + writer));
                            if (number % 7 == 0) {
                                status.setRollbackOnly();
                            }
                        }))))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(writers).orTimeout(60, TimeUnit.SECONDS);
        while (!all.isDone()) {
            trail.sealer.seal();
        }
        all.join();
        trail.sealer.seal();

        ChainReport report = trail.verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.events()).isEqualTo(8 * 42);
        assertThat(report.unsealedEvents()).isZero();
    }

    @Test
    void oneReplicaSealsAtATime() {
        trail.add(1);
        trail.transactions.executeWithoutResult(status -> {
            assertThat(trail.seals.take(SealStore.Turn.SEAL)).isTrue();

            assertThat(CompletableFuture.supplyAsync(trail.sealer::seal)
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .isZero();
        });
        assertThat(trail.sealer.seal()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update audit_event set decision = 'deny' where id = 5                | 2 | 4-6 | At least one of these rows is not as it was sealed.",
                "update audit_event set detail = null where id = 5                    | 2 | 4-6 | At least one of these rows is not as it was sealed.",
                "update audit_event set at = at + interval '1 microsecond' where id = 5 | 2 | 4-6 | At least one of these rows is not as it was sealed.",
                "delete from audit_event where id = 5                                 | 2 | 5   | Sealed rows are missing.",
                "delete from audit_seal where number = 2                              | 3 | ''  | Seal 2 is missing.",
                "delete from audit_seal where number = 1                              | 2 | ''  | Seal 1 is missing.",
                "update audit_seal set rows_hash = sha256('') where number = 2        | 2 | ''  | The seal's columns are not those it was made with.",
                "update audit_seal set sealed_at = sealed_at + interval '1 day' where number = 2 | 2 | '' | The seal's columns are not those it was made with.",
                "update audit_seal set events = '{(,)}' where number = 2              | 2 | ''  | The seal's columns are not those it was made with.",
                "update audit_seal set retired_at = now() where number = 1            | 1 | 1-3 | Rows stand where retention removed all.",
                "update audit_seal set retired_at = now() where number = 2            | 2 | ''  | The seal is retired though an older one is not.",
            })
    void whatWasChangedIsFound(String change, long seal, String events, String what) {
        trail.addSealed(4);

        trail.tamper(change);

        assertThat(trail.verify().broken()).contains(new Break(seal, events, what));
    }

    @Test
    void aSealMadeAnewOverChangedRowsDoesNotFitTheNext() {
        trail.addSealed(3);
        trail.tamper("update audit_event set decision = 'deny' where id = 5");
        SealStore store = trail.seals;
        Seal old = store.page(1, 1, 1).getFirst();
        Seal forged = Seal.over(
                store.rows(2, 2).getOrDefault(2L, java.util.List.of()), 2, old.previousHash(), 3, old.sealedAt());
        trail.tamper("delete from audit_seal where number = 2");
        store.insert(forged);

        assertThat(trail.verify().broken())
                .contains(new Break(3, "", "The seal was not made after the one that stands before it."));
    }

    @Test
    void aRowPutIntoAGapIsFoundOnceTheGapIsOld() {
        trail.add(1);
        trail.transactions.executeWithoutResult(status -> {
            trail.add(1);
            status.setRollbackOnly();
        });
        trail.addSealed(1);
        trail.passes(Duration.ofMinutes(11));
        trail.addSealed(1);

        trail.tamper(
                "insert into audit_event (id, at, kind, decision, reason, tenant) overriding system value"
                        + " values (2, now(), 'call', 'allow', 'read', 'default'), (-7, now(), 'call', 'allow', 'read', 'default')");
        trail.sealer.seal();

        assertThat(trail.verify().broken())
                .contains(new Break(
                        0, "-7, 2", "Rows stand among sealed ones that were not there when these were sealed."));
    }

    @Test
    void theSealsOfARunningGatewayGoByTheDatabasesClock() {
        AuditSealer running = new AuditSealer(trail.seals, trail.transactions);
        trail.add(1);
        running.seal();

        assertThat(trail.seals.last().orElseThrow().sealedAt())
                .isCloseTo(trail.seals.now(), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void onlyASealNotedElsewhereTellsThatTheEndWasCutOff() {
        trail.addSealed(4);
        Anchor noted = trail.verify().latest().orElseThrow();
        assertThat(trail.verify(expecting(noted)).broken()).isEmpty();

        trail.tamper("delete from audit_event where id >= 10");
        trail.tamper("delete from audit_seal where number = 4");

        assertThat(trail.verify().broken()).as("without it").isEmpty();
        assertThat(trail.verify(expecting(noted)).broken())
                .contains(new Break(4, "", "The expected seal is not there: the chain has been cut off."));
        trail.addSealed(1);
        assertThat(trail.verify(expecting(noted)).broken())
                .contains(new Break(4, "", "The seal is not the expected one: the chain has been made anew."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_event set reason = 'x' where id = 1",
                "update audit_event set reason = 'x' where id = -1",
                "delete from audit_event where id = 1",
                "delete from audit_event",
                "truncate audit_event",
                "truncate audit_event, audit_seal",
                "delete from audit_seal where number = 1",
                "truncate audit_seal",
                "update audit_seal set hash = sha256('') where number = 1",
                "update audit_seal set retired_at = now(), row_count = 1 where number = 1",
                // Retired, but not with all its rows, or with rows of another.
                "update audit_seal set retired_at = now() where number = 1; delete from audit_event where id in (1, 2)",
                "update audit_seal set retired_at = now() where number = 1; delete from audit_event where id in (1, 2, 4)",
                "update audit_seal set retired_at = now() where number = 1; delete from audit_event where id < 5",
                // A table of one's own in place of the seals.
                "create temporary table audit_seal on commit drop as select 1::bigint as number, now() as retired_at,"
                        + " '{[1,2)}'::int8multirange as events, 1 as row_count;"
                        + " delete from audit_event where id = 1",
            })
    void theTrailIsOnlyAddedTo(String sql) {
        trail.addSealed(2);

        assertThatThrownBy(() -> trail.jdbc.sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("is refused");

        assertThat(trail.verify().events()).isEqualTo(6);
    }

    @Test
    void aSealRetiredBeforeDoesNotOpenItsRangeAgain() {
        trail.addSealed(2);
        trail.passes(Duration.ofDays(400));
        trail.retain(365);
        trail.tamper("insert into audit_event (id, at, kind, decision, reason, tenant) overriding system value"
                + " values (1, now(), 'call', 'allow', 'read', 'default')");

        assertThatThrownBy(() ->
                        trail.jdbc.sql("delete from audit_event where id = 1").update())
                .hasMessageContaining("is refused");
        assertThatThrownBy(() -> trail.jdbc
                        .sql("update audit_seal set retired_at = null")
                        .update())
                .hasMessageContaining("is refused");
    }

    @Test
    void retentionRemovesWholeSealsLeavesAnEventAndTheChainVerifies() {
        trail.addSealed(3);
        trail.passes(Duration.ofDays(300));
        trail.addSealed(2);
        trail.passes(Duration.ofDays(100));

        assertThat(trail.retain(365)).isEqualTo(9);

        assertThat(trail.ids()).startsWith(10L).hasSize(7);
        assertThat(trail.sealCount()).isEqualTo(5);
        assertThat(trail.jdbc
                        .sql("select * from audit_event order by id desc limit 1")
                        .query()
                        .singleRow())
                .containsEntry("kind", "admin")
                .containsEntry("reason", "audit_retired")
                .containsEntry("actor", "retention")
                .satisfies(event -> assertThat((String) event.get("detail")).startsWith("9 events of seals 1 to 3, "));
        trail.sealer.seal();
        ChainReport report = trail.verify();
        assertThat(report.broken()).isEmpty();
        assertThat(report.retiredSeals()).isEqualTo(3);
        assertThat(report.seals()).isEqualTo(6);
        assertThat(report.events()).isEqualTo(7);
        assertThat(trail.retain(365)).as("a second time").isZero();
    }

    @Test
    void retentionWorksInBatchesAndNotAtAllWhereAllIsKept() {
        trail.jdbc.sql("""
                insert into audit_event (at, kind, decision, reason, tenant)
                select now(), 'call', 'allow', 'read', 'default' from generate_series(1, 11000)""").update();
        trail.sealer.seal();
        trail.passes(Duration.ofDays(10_000));

        assertThat(trail.retain(0)).isZero();
        assertThat(trail.retention(365).deleteExpired(trail.now, 1_000))
                .as("whole seals, up to the limit or just beyond")
                .isEqualTo(5_000);
        assertThat(trail.retain(365)).isEqualTo(6_000);

        assertThat(trail.ids()).as("an event for each transaction").hasSize(3);
        trail.sealer.seal();
        assertThat(trail.verify().broken()).isEmpty();
    }

    @Test
    void retentionGoesByTheMomentItIsGiven() {
        trail.addSealed(3);
        trail.passes(Duration.ofDays(400));
        AuditRetention retention = trail.retention(365);

        assertThat(retention.deleteExpired(trail.now.minus(Duration.ofDays(100)), 1_000))
                .isZero();
        assertThat(retention.deleteExpired(trail.now, 1_000)).isEqualTo(9);
    }

    @Test
    void retentionStopsWhereRowsAreMissingSoThatTheEvidenceStays() {
        trail.addSealed(2);
        trail.tamper("delete from audit_event where id = 2");
        trail.passes(Duration.ofDays(400));

        assertThatThrownBy(() -> trail.retain(365)).hasMessageContaining("is refused");

        assertThat(trail.ids()).hasSize(5);
        assertThat(trail.verify().broken()).contains(new Break(1, "2", "Sealed rows are missing."));
    }

    @Test
    void aSealRetiredBeforeItsTimeIsFound() {
        trail.addSealed(3);
        trail.passes(Duration.ofDays(40));
        trail.retain(30);

        assertThat(trail.verify().broken()).isEmpty();
        assertThat(trail.verify(new Expectations(Optional.empty(), Optional.of(trail.now.minus(Duration.ofDays(365)))))
                        .broken())
                .contains(new Break(1, "", "The seal is retired though its events were to be kept still."));
    }

    @Test
    void aColumnAddedLaterLeavesOldSealsValidAndIsItselfSealed() {
        trail.addSealed(1);
        trail.jdbc.sql("alter table audit_event add column added_later text").update();
        trail.jdbc
                .sql(
                        "insert into audit_event (at, kind, decision, reason, tenant, added_later) values (now(), 'call', 'allow', 'r', 'default', 'x')")
                .update();
        trail.sealer.seal();
        assertThat(trail.verify().broken()).isEmpty();

        trail.tamper("update audit_event set added_later = 'y' where id = 4");
        assertThat(trail.verify().broken()).isPresent();
    }

    private static Expectations expecting(Anchor anchor) {
        return new Expectations(Optional.of(anchor), Optional.empty());
    }
}
