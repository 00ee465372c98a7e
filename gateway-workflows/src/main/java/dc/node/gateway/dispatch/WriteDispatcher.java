package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchOrder;
import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.LedgerListener;
import dc.node.gateway.sessions.WorkSessionStore;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Hands writes whose turn has come to Temporal: to the workflow of their session, or as activities of their own. What
 * cannot be handed over now stays in the ledger, where the sweeper finds it.
 */
@Component
public class WriteDispatcher implements LedgerListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(WriteDispatcher.class);

    /** Longest wait for Temporal to take one write. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Set<Status.Code> AWAY = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

    private final DispatchStore outbox;
    private final WorkSessionStore sessions;
    private final TemporalStarts temporal;
    private final ResultWaiters waiters;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dispatch-deadlines").factory());
    private volatile boolean temporalReachable = true;

    WriteDispatcher(
            DispatchStore outbox,
            WorkSessionStore sessions,
            TemporalStarts temporal,
            ResultWaiters waiters,
            Clock clock) {
        this.outbox = outbox;
        this.sessions = sessions;
        this.temporal = temporal;
        this.waiters = waiters;
        this.clock = clock;
    }

    /** Whether the last thing given to Temporal was taken. */
    public boolean temporalReachable() {
        return temporalReachable;
    }

    /** Dispatches without making the caller wait. If Temporal does not take it, whoever waits for it is released. */
    public void dispatchLater(UUID operationId) {
        executor.execute(() -> {
            if (!dispatch(operationId)) {
                waiters.release(operationId);
            }
        });
    }

    /** Dispatches one write; false when Temporal did not take it, and the sweeper will try again. */
    boolean dispatch(UUID operationId) {
        return withTemporal("operation " + operationId, () -> {
            Optional<DispatchOrder> order = outbox.findDispatchOrder(operationId);
            if (order.isPresent()) {
                start(order.get());
                outbox.markDispatched(operationId, clock.instant());
            }
        });
    }

    /** Starts the workflow of a session; false when Temporal did not take it. */
    boolean startSession(UUID sessionId) {
        return withTemporal("session " + sessionId, () -> startSessionNow(sessionId));
    }

    @Override
    public void onEnded(LedgerEntry entry) {}

    @Override
    public void onTurnsCome(List<UUID> operationIds) {
        operationIds.forEach(this::dispatchLater);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
        deadlines.shutdownNow();
    }

    private void start(DispatchOrder order) {
        if (order.sessionId().isPresent()) {
            UUID sessionId = order.sessionId().get();
            if (!order.sessionStarted()) {
                startSessionNow(sessionId);
            }
            if (temporal.handToSession(order, sessionId)) {
                return;
            }
            log.warn(
                    "The workflow of session {} has closed; operation {} stands alone", sessionId, order.operationId());
        }
        temporal.startActivity(order);
    }

    private void startSessionNow(UUID sessionId) {
        temporal.startSession(sessions.order(sessionId));
        sessions.markWorkflowStarted(sessionId, clock.instant());
    }

    private boolean withTemporal(String what, Runnable work) {
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS, deadlines);
        try {
            context.run(work);
            noteReachable(true);
            return true;
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            Status status = Status.fromThrowable(e);
            log.warn("Temporal did not take {}: {}; it stays in the ledger until it does", what, status);
            // Whoever refuses this one is there for the others.
            noteReachable(!AWAY.contains(status.getCode()));
            return false;
        } catch (RuntimeException e) {
            log.warn("{} could not be dispatched; the sweeper will try again", what, e);
            return false;
        } finally {
            context.cancel(null);
        }
    }

    private void noteReachable(boolean reachable) {
        if (temporalReachable != reachable) {
            log.info(reachable ? "Temporal takes writes again" : "Temporal is out of reach; writes wait in the ledger");
            temporalReachable = reachable;
        }
    }
}
