package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.LedgerListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Callers that wait for a write to end. They are told the moment the ledger has the result, by this process or, through
 * {@link DatabaseNotices}, by another.
 */
@Component
public class ResultWaiters implements LedgerListener {

    private final ConcurrentHashMap<UUID, Queue<Waiting>> waiting = new ConcurrentHashMap<>();

    /** One caller's wait. Register before dispatching, or the end may come before anybody listens. */
    public final class Waiting implements AutoCloseable {

        private final UUID operationId;
        private final CompletableFuture<Optional<LedgerEntry>> ended = new CompletableFuture<>();

        private Waiting(UUID operationId) {
            this.operationId = operationId;
        }

        /** The ended write; empty when the budget is used up or waiting has become pointless. */
        public Optional<LedgerEntry> await(Duration budget) {
            try {
                return ended.get(budget.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a waiter never completes exceptionally", e);
            }
        }

        /** Whether the end has come or waiting has become pointless. */
        public boolean isOver() {
            return ended.isDone();
        }

        /** Sends this caller away. */
        public void release() {
            ended.complete(Optional.empty());
        }

        @Override
        public void close() {
            waiting.computeIfPresent(operationId, (id, queue) -> {
                queue.remove(this);
                return queue.isEmpty() ? null : queue;
            });
        }
    }

    public Waiting register(UUID operationId) {
        Waiting caller = new Waiting(operationId);
        waiting.compute(operationId, (id, queue) -> {
            Queue<Waiting> callers = queue == null ? new ConcurrentLinkedQueue<>() : queue;
            callers.add(caller);
            return callers;
        });
        return caller;
    }

    /** The operations somebody waits for. */
    Set<UUID> operationIds() {
        return Set.copyOf(waiting.keySet());
    }

    boolean isWaitedFor(UUID operationId) {
        return waiting.containsKey(operationId);
    }

    @Override
    public void onEnded(LedgerEntry entry, Duration age) {
        tell(entry);
    }

    /** Gives an ended write to those who wait for it. */
    void tell(LedgerEntry ended) {
        complete(ended.operationId(), Optional.of(ended));
    }

    /** Sends the callers of one write away: it will not end soon. */
    public void release(UUID operationId) {
        complete(operationId, Optional.empty());
    }

    /** Sends everybody away. */
    public void releaseAll() {
        operationIds().forEach(this::release);
    }

    private void complete(UUID operationId, Optional<LedgerEntry> outcome) {
        Optional.ofNullable(waiting.get(operationId))
                .ifPresent(callers -> callers.forEach(caller -> caller.ended.complete(outcome)));
    }
}
