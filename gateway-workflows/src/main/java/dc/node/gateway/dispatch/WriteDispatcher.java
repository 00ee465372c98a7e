package dc.node.gateway.dispatch;

import dc.node.gateway.ledger.DispatchOrder;
import dc.node.gateway.ledger.DispatchStore;
import dc.node.gateway.ledger.Dispatched;
import dc.node.gateway.ledger.DispatchedTo;
import dc.node.gateway.ledger.LedgerListener;
import dc.node.gateway.sessions.WorkSessionStore;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
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

    static final Set<Status.Code> AWAY = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

    private final DispatchStore outbox;
    private final DispatchNotes notes;
    private final WorkSessionStore sessions;
    private final TemporalStarts temporal;
    private final TemporalTimeLimit timeLimit;
    private final ResultWaiters waiters;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean temporalReachable = true;

    WriteDispatcher(
            DispatchStore outbox,
            DispatchNotes notes,
            WorkSessionStore sessions,
            TemporalStarts temporal,
            TemporalTimeLimit timeLimit,
            ResultWaiters waiters,
            Clock clock) {
        this.outbox = outbox;
        this.notes = notes;
        this.sessions = sessions;
        this.temporal = temporal;
        this.timeLimit = timeLimit;
        this.waiters = waiters;
        this.clock = clock;
    }

    /** Whether the last thing given to Temporal was taken. */
    public boolean temporalReachable() {
        return temporalReachable;
    }

    /** Dispatches without making the caller wait. If Temporal does not take it, whoever waits for it is released. */
    public void dispatchLater(DispatchOrder order) {
        executor.execute(() -> {
            if (!dispatch(order)) {
                waiters.release(order.operationId());
            }
        });
    }

    /**
     * Dispatches these writes one after the other, until Temporal turns out to be away.
     *
     * @return false when one was not taken; the sweeper will try it again
     */
    boolean dispatch(Collection<UUID> operationIds) {
        boolean allTaken = true;
        for (DispatchOrder order : outbox.findDispatchOrders(operationIds)) {
            boolean taken = dispatch(order);
            allTaken &= taken;
            if (!taken && !temporalReachable) {
                break;
            }
        }
        return allTaken;
    }

    private boolean dispatch(DispatchOrder order) {
        Optional<DispatchedTo> to = withTemporal("operation " + order.operationId(), () -> start(order));
        to.ifPresent(kind -> notes.add(new Dispatched(order.operationId(), kind, clock.instant())));
        return to.isPresent();
    }

    /** Starts the workflow of a session; false when Temporal did not take it. */
    boolean startSession(UUID sessionId) {
        return withTemporal("session " + sessionId, () -> startSessionNow(sessionId))
                .isPresent();
    }

    /**
     * Tells the workflows of sessions that were closed past them, until Temporal turns out to be away.
     *
     * @return those that know now
     */
    List<UUID> recheckSessions(List<UUID> sessionIds) {
        List<UUID> told = new ArrayList<>();
        for (UUID sessionId : sessionIds) {
            Optional<UUID> taken = withTemporal("the end of session " + sessionId, () -> {
                temporal.recheckSession(sessionId);
                return sessionId;
            });
            taken.ifPresent(told::add);
            if (taken.isEmpty() && !temporalReachable) {
                break;
            }
        }
        return told;
    }

    @Override
    public void onTurnsCome(List<DispatchOrder> orders) {
        orders.forEach(this::dispatchLater);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    private DispatchedTo start(DispatchOrder order) {
        if (order.sessionOpen()) {
            UUID sessionId = order.sessionId().orElseThrow();
            if (!order.sessionStarted()) {
                startSessionNow(sessionId);
            }
            if (temporal.handToSession(order, sessionId)) {
                return DispatchedTo.SESSION;
            }
            log.warn(
                    "The workflow of session {} has closed; operation {} stands alone", sessionId, order.operationId());
        }
        temporal.startActivity(order);
        return DispatchedTo.ACTIVITY;
    }

    private boolean startSessionNow(UUID sessionId) {
        temporal.startSession(sessions.order(sessionId));
        sessions.markWorkflowStarted(sessionId, clock.instant());
        return true;
    }

    /** Empty when it failed, which is logged: the sweeper comes back to it. */
    private <T> Optional<T> withTemporal(String what, Supplier<T> work) {
        try {
            T done = timeLimit.within(LIMIT, work);
            noteReachable(true);
            return Optional.of(done);
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            Status status = Status.fromThrowable(e);
            log.warn("Temporal did not take {}: {}; it stays in the ledger until it does", what, status);
            // Whoever refuses this one is there for the others.
            noteReachable(!AWAY.contains(status.getCode()));
            return Optional.empty();
        } catch (RuntimeException e) {
            log.warn("{} could not be dispatched; the sweeper will try again", what, e);
            return Optional.empty();
        }
    }

    private void noteReachable(boolean reachable) {
        if (temporalReachable != reachable) {
            log.info(reachable ? "Temporal takes writes again" : "Temporal is out of reach; writes wait in the ledger");
            temporalReachable = reachable;
        }
    }
}
