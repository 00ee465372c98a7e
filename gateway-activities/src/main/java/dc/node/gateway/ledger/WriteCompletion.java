package dc.node.gateway.ledger;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ends writes. One transaction under the agent's lock writes the result, the audit's effect and the notice to other
 * replicas, and finds which writes have waited for this one. A write that has ended is left as it is.
 */
@Component
public class WriteCompletion {

    /** Why a write ends that no attempt brought to an end in all its time. */
    public static final String TRIED_IN_VAIN = "This write was tried for as long as it may be and did not succeed.";

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final DispatchStore dispatches;
    private final WorkSessionStore sessions;
    private final List<LedgerListener> listeners;
    private final Clock clock;

    public WriteCompletion(
            TransactionTemplate transactions,
            LedgerStore ledger,
            DispatchStore dispatches,
            WorkSessionStore sessions,
            List<LedgerListener> listeners,
            Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.dispatches = dispatches;
        this.sessions = sessions;
        this.listeners = listeners;
        this.clock = clock;
    }

    /**
     * Ends a write, unless it has ended or another attempt than this one is under way.
     *
     * @param target what the write turned out to be about
     * @return how the write stands, which is not {@code state} if it had ended before or is in the hands of a later attempt
     */
    public OperationState end(Operation operation, OperationState state, ObjectNode result, Target target) {
        Optional<List<DispatchOrder>> turns =
                transactions.execute(status -> endLocked(operation, state, result, target));
        if (turns.isEmpty()) {
            return ledger.find(operation.id()).orElseThrow().state();
        }
        LedgerEntry entry = new LedgerEntry(
                operation.id(),
                operation.agent().id(),
                operation.tool(),
                operation.idempotencyKey(),
                state,
                Optional.of(result));
        afterCommit(() -> tell(entry, Duration.between(operation.acceptedAt(), clock.instant()), turns.get()));
        return state;
    }

    private void tell(LedgerEntry entry, Duration age, List<DispatchOrder> turns) {
        listeners.forEach(listener -> listener.onEnded(entry, age));
        if (!turns.isEmpty()) {
            listeners.forEach(listener -> listener.onTurnsCome(turns));
        }
    }

    /** At once, unless the end is part of a larger transaction. */
    private static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    /**
     * Ends a write that nothing carries on any more: an operator ended it in Temporal, or its time ran out. Does nothing
     * if it has ended, or if another attempt has begun since it was looked at.
     *
     * @param attempts how many had begun by then
     * @param sentence what happened, told to the agent
     */
    public void endFromOutside(UUID operationId, int attempts, OperationState state, String sentence) {
        ledger.findUnended(operationId)
                .filter(operation -> operation.attempt() == attempts)
                .ifPresent(operation -> {
                    ToolError error = ToolError.of(
                            ErrorCode.TASKER_REJECTED,
                            sentence
                                    + (attempts == 0
                                            ? " It took no effect."
                                            : " Whether an attempt took effect is not known: look at the issue before you"
                                                    + " send it again under a new idempotency_key."));
                    end(operation, state, error.toJson(), operation.target());
                });
    }

    private Optional<List<DispatchOrder>> endLocked(
            Operation operation, OperationState state, ObjectNode result, Target target) {
        ledger.lockAgent(operation.agent().id());
        Instant now = clock.instant();
        LedgerStore.Ended ended =
                ledger.end(operation, state, result, target, effect(operation, state, result, target, now), now);
        if (!ended.done()) {
            return Optional.empty();
        }
        if (operation.tool().equals(SessionRules.FINISH)) {
            UUID sessionId = operation.sessionId().orElseThrow();
            endSession(sessionId, state, result, now);
            sessions.recheckUnlessHanded(sessionId, operation.id());
        }
        return Optional.of(ended.othersWait() ? dispatches.findTurnsAfter(operation) : List.of());
    }

    private void endSession(UUID sessionId, OperationState state, ObjectNode result, Instant now) {
        if (state == OperationState.SUCCEEDED) {
            sessions.end(sessionId, WorkSession.State.FINISHED, WorkSession.FINISHED_BECAUSE, now);
            return;
        }
        boolean issueMissing = result.path("error").path("code").asString("").equals(ErrorCode.NOT_FOUND.wireName());
        if (!issueMissing || !sessions.closeWithoutIssue(sessionId, now)) {
            sessions.reopen(sessionId, now);
        }
    }

    private static AuditEvent effect(
            Operation operation, OperationState state, ObjectNode result, Target target, Instant now) {
        boolean succeeded = state == OperationState.SUCCEEDED;
        String reason =
                succeeded ? "succeeded" : result.path("error").path("code").asString(state.columnValue());
        AuditEvent.Decision decision = succeeded ? AuditEvent.Decision.ALLOW : AuditEvent.Decision.DENY;
        return AuditEvent.builder(now, AuditEvent.Kind.EFFECT, decision, reason, operation.tenant())
                .agent(operation.agent().id(), operation.agent().ownerUserId())
                .tool(operation.tool())
                .target(target.projectId(), target.issueId())
                .operation(operation.id())
                .idempotencyKey(Optional.of(operation.idempotencyKey()))
                .attempts(operation.attempt())
                .duration(Duration.between(operation.acceptedAt(), now))
                .build();
    }
}
