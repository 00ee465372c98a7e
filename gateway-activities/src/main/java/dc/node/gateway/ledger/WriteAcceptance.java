package dc.node.gateway.ledger;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.outcome.CallRefusedException;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.QuotaExceeded;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.WorkSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Accepts writes. One short transaction under the agent's lock: has this key been seen, which session takes the write, and, if
 * the day's quota leaves room for it, the ledger's row with the audit's. Nothing of Temporal or Tasker happens in it, so a write
 * can be accepted while either is away.
 */
@Component
public class WriteAcceptance {

    /** How long the process that accepted a write may take to dispatch it before the sweeper does. */
    private static final Duration TIME_TO_DISPATCH = Duration.ofSeconds(3);

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final SessionRules sessions;
    private final OperationIds ids;
    private final LedgerProperties properties;
    private final Clock clock;

    public WriteAcceptance(
            TransactionTemplate transactions,
            LedgerStore ledger,
            SessionRules sessions,
            OperationIds ids,
            LedgerProperties properties,
            Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sessions = sessions;
        this.ids = ids;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Accepts a write, or finds the one that was accepted under this key before.
     *
     * @throws org.springframework.dao.DataAccessException when the ledger is out of reach: it may have been accepted
     */
    public Acceptance accept(WriteRequest request) {
        String fingerprint = Fingerprint.of(request.arguments());
        try {
            return transactions.execute(status -> acceptLocked(request, fingerprint));
        } catch (CallRefusedException e) {
            return new Acceptance.Refused(e.error());
        }
    }

    private Acceptance acceptLocked(WriteRequest request, String fingerprint) {
        ledger.lockAgent(request.agentId());
        // Read inside the lock, so that times follow the order of acceptance.
        Instant now = clock.instant();
        return findKnown(request, fingerprint, now).orElseGet(() -> acceptNew(request, fingerprint, now));
    }

    private Optional<Acceptance> findKnown(WriteRequest request, String fingerprint, Instant now) {
        if (request.keyGenerated() && request.tool().equals(SessionRules.START)) {
            // It finds the open session by itself; an equal start a moment ago may have been finished since.
            return Optional.empty();
        }
        if (request.keyGenerated()) {
            return ledger.findKeyless(
                            request.agentId(), request.tool(), fingerprint, now.minus(properties.duplicateWindow()))
                    .map(twin -> new Acceptance.Known(twin.entry(), true));
        }
        Optional<LedgerStore.Remembered> earlier =
                ledger.findByKey(request.agentId(), request.tool(), request.idempotencyKey());
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        LedgerStore.Remembered remembered = earlier.get();
        if (remembered.entry().state().ended()
                && remembered.acceptedAt().isBefore(now.minus(properties.keyMemory()))
                && ledger.forget(remembered.entry().operationId())) {
            return Optional.empty();
        }
        if (!remembered.fingerprint().equals(fingerprint)) {
            throw new CallRefusedException(ToolError.of(
                            ErrorCode.IDEMPOTENCY_CONFLICT,
                            "This idempotency_key was used with other arguments, so nothing was written. Repeat the"
                                    + " earlier arguments exactly, or use a new key for a new write.")
                    .with("operation_id", remembered.entry().operationId().toString()));
        }
        return Optional.of(new Acceptance.Known(remembered.entry(), false));
    }

    private Acceptance acceptNew(WriteRequest request, String fingerprint, Instant now) {
        UUID operationId = ids.next();
        Optional<UUID> sessionId = Optional.empty();
        OperationState state = OperationState.ACCEPTED;
        Optional<ObjectNode> result = Optional.empty();
        switch (request.tool()) {
            case SessionRules.START -> {
                // Writes nothing to Tasker, so it has ended as soon as it is accepted.
                WorkSession session =
                        sessions.start(operationId, request.agentId(), request.target(), goal(request), now);
                sessionId = Optional.of(session.id());
                state = OperationState.SUCCEEDED;
                result = Optional.of(sessions.startResult(session));
            }
            case SessionRules.FINISH ->
                sessionId = Optional.of(sessions.beginFinish(
                        request.agentId(), request.sessionId().orElseThrow(), issueNamed(request)));
            default -> sessionId = sessions.take(request.agentId(), request.target(), request.sessionId(), now);
        }
        LedgerEntry entry = new LedgerEntry(
                operationId, request.agentId(), request.tool(), request.idempotencyKey(), state, result);
        LedgerStore.NewWrite write = new LedgerStore.NewWrite(
                entry,
                request.keyGenerated(),
                fingerprint,
                request.arguments(),
                request.target(),
                quota(request),
                sessionId,
                now,
                TIME_TO_DISPATCH);
        LedgerStore.Inserted inserted = ledger.insert(write, auditEvent(request, entry, now))
                // Thrown, so that what was done to its session is undone.
                .orElseThrow(() -> new CallRefusedException(
                        QuotaExceeded.writesPerDay(request.writesPerDay().orElseThrow(), now)));
        boolean mayGo = inserted.mayGo() && !state.ended();
        return new Acceptance.Accepted(entry, mayGo ? Optional.of(inserted.order()) : Optional.empty());
    }

    /** What was done in a session can be summed up though the day's writes are used up. */
    private static OptionalInt quota(WriteRequest request) {
        return request.tool().equals(SessionRules.FINISH) ? OptionalInt.empty() : request.writesPerDay();
    }

    /** The target of a finish is its session's; what the agent named stands in the arguments. */
    private static Optional<UUID> issueNamed(WriteRequest request) {
        return request.arguments().path("issue_id").stringValueOpt().map(UUID::fromString);
    }

    private static Optional<String> goal(WriteRequest request) {
        return request.arguments().path("goal").stringValueOpt();
    }

    private static AuditEvent auditEvent(WriteRequest request, LedgerEntry entry, Instant now) {
        CallOrigin origin = request.origin();
        AuditEvent.Builder event = AuditEvent.builder(
                        now, AuditEvent.Kind.CALL, AuditEvent.Decision.ALLOW, "accepted", origin.tenant())
                .agent(request.agentId(), origin.ownerUserId())
                .tool(request.tool())
                .target(request.target().projectId(), request.target().issueId())
                .operation(entry.operationId())
                .idempotencyKey(Optional.of(request.idempotencyKey()))
                .client(origin.address(), origin.clientName())
                .duration(Duration.between(origin.receivedAt(), now));
        // The human instruction a new member rests on is part of the trail.
        request.arguments().path("instruction").stringValueOpt().ifPresent(event::detail);
        return event.build();
    }
}
