package dc.node.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class AuditBufferTest {

    private final Trail trail = new Trail();
    private final AuditBuffer buffer = new AuditBuffer(trail.store, trail.transactions);

    @Test
    void whatWaitsIsStoredInOrderAndOnce() {
        add(1_234);
        assertThat(trail.ids()).isEmpty();

        buffer.flush();
        buffer.flush();

        assertThat(trail.jdbc
                        .sql("select reason from audit_event order by id")
                        .query(String.class)
                        .list())
                .containsExactlyElementsOf(IntStream.range(0, 1_234)
                        .mapToObj(number -> "read-" + number)
                        .toList());
    }

    @Test
    void theEndOfTheProcessStoresTheRestAndWhatComesLaterIsStoredAtOnce() {
        add(3);
        buffer.destroy();
        assertThat(trail.ids()).hasSize(3);

        add(1);
        assertThat(trail.ids()).hasSize(4);
    }

    @Test
    void anEventThatComesBehindTheLastFlushIsStoredAtOnce() {
        List<AuditBuffer> ended = new ArrayList<>();
        AuditBuffer ending = new AuditBuffer(trail.store, trail.transactions, new ArrayBlockingQueue<>(10) {
            private static final long serialVersionUID = 1;

            // As if its thread had lost its turn here, and the process ended meanwhile.
            @Override
            public boolean offer(AuditEvent event) {
                ended.forEach(AuditBuffer::destroy);
                return super.offer(event);
            }
        });
        ended.add(ending);

        ending.add(trail.event("read"));

        assertThat(trail.ids()).hasSize(1);
    }

    @Test
    void aFullBufferMakesItsCallersStoreTheirEventsThemselves() {
        add(10_000);
        assertThat(trail.ids()).isEmpty();

        add(2);
        assertThat(trail.ids()).hasSize(2);

        buffer.flush();
        assertThat(trail.ids()).hasSize(10_002);
    }

    @Test
    void anOutageLosesNothing() {
        add(700);
        trail.database.goAway();
        buffer.flush();
        add(7);
        buffer.flush();
        trail.database.comeBack();

        buffer.flush();

        assertThat(trail.ids()).hasSize(707);
    }

    @Test
    void aCommitWhoseAnswerWasLostIsNotRepeated() {
        AuditBuffer doubting =
                new AuditBuffer(trail.store, new TransactionTemplate(new LosesFirstAnswer(Loses.AFTER_COMMIT)));
        doubting.add(trail.event("read"));
        doubting.flush();
        assertThat(trail.ids()).hasSize(1);

        doubting.flush();

        assertThat(trail.ids()).hasSize(1);
    }

    @Test
    void aCommitThatNeverHappenedIsRepeated() {
        AuditBuffer doubting =
                new AuditBuffer(trail.store, new TransactionTemplate(new LosesFirstAnswer(Loses.BEFORE_COMMIT)));
        doubting.add(trail.event("read"));
        doubting.flush();
        assertThat(trail.ids()).isEmpty();

        doubting.flush();

        assertThat(trail.ids()).hasSize(1);
    }

    @Test
    void anEventTheDatabaseRefusesKeepsBackNoOther() {
        buffer.add(trail.event("read"));
        buffer.add(trail.event("no \u0000 here"));
        buffer.add(trail.event("read"));

        buffer.flush();

        assertThat(trail.ids()).hasSize(2);
    }

    @Test
    void manyCallersAtOnceLoseNothing() {
        CompletableFuture<?>[] callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> add(2_000)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(callers).orTimeout(60, TimeUnit.SECONDS);
        while (!all.isDone()) {
            buffer.flush();
        }
        all.join();
        buffer.flush();

        assertThat(trail.ids()).hasSize(16_000);
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(number -> buffer.add(trail.event("read-" + number)));
    }

    private enum Loses {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** Cuts the connection around the first commit, as a network does. */
    private final class LosesFirstAnswer extends JdbcTransactionManager {

        private static final long serialVersionUID = 1;

        private final Loses when;
        private boolean lost;

        LosesFirstAnswer(Loses when) {
            super(trail.connections);
            this.when = when;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (lost) {
                super.doCommit(status);
                return;
            }
            lost = true;
            if (when == Loses.AFTER_COMMIT) {
                super.doCommit(status);
            } else {
                super.doRollback(status);
            }
            throw new TransactionSystemException("the connection was lost");
        }
    }
}
