package dc.node.gateway.tools;

import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.dispatch.ResultWaiters;
import dc.node.gateway.dispatch.WriteDispatcher;
import dc.node.gateway.ledger.Acceptance;
import dc.node.gateway.ledger.CallOrigin;
import dc.node.gateway.ledger.DispatchOrder;
import dc.node.gateway.ledger.FailureStore;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.OperationIds;
import dc.node.gateway.ledger.WriteAcceptance;
import dc.node.gateway.ledger.WriteRequest;
import dc.node.gateway.mcp.CallProgress;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.problem.DatabaseOutage;
import dc.node.gateway.tasker.TaskerAvailability;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Accepts a write, has it dispatched, and waits a little for its end. Once accepted, nothing that happens here can undo the
 * write or do it twice: the ledger carries it.
 */
@Component
class WriteExecutor {

    private static final Logger log = LoggerFactory.getLogger(WriteExecutor.class);

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);
    private static final String WAITING = "Accepted and safe; waiting for it to take effect in Tasker";

    private final WriteAcceptance acceptance;
    private final OperationIds ids;
    private final LedgerStore ledger;
    private final FailureStore failures;
    private final WriteDispatcher dispatcher;
    private final ResultWaiters waiters;
    private final TaskerAvailability tasker;
    private final CallAudit audit;
    private final WriteProperties properties;

    WriteExecutor(
            WriteAcceptance acceptance,
            OperationIds ids,
            LedgerStore ledger,
            FailureStore failures,
            WriteDispatcher dispatcher,
            ResultWaiters waiters,
            TaskerAvailability tasker,
            CallAudit audit,
            WriteProperties properties) {
        this.acceptance = acceptance;
        this.ids = ids;
        this.ledger = ledger;
        this.failures = failures;
        this.dispatcher = dispatcher;
        this.waiters = waiters;
        this.tasker = tasker;
        this.audit = audit;
        this.properties = properties;
        tasker.onDown(waiters::releaseAll);
    }

    ToolOutcome execute(ToolCall call) {
        WriteRequest request = request(call);
        try {
            return switch (acceptance.accept(request)) {
                case Acceptance.Accepted(LedgerEntry entry, Optional<DispatchOrder> order) ->
                    answerFirst(entry, order, call);
                case Acceptance.Known(LedgerEntry entry, boolean deduplicated) -> {
                    audit.recordKnown(call, deduplicated ? "deduplicated" : "replayed", entry);
                    yield WriteAnswer.again(deduplicated).of(settle(entry, Optional.empty(), call.progress()));
                }
                case Acceptance.Refused(ToolError error) -> {
                    audit.record(call, Decision.DENY, error.code().wireName());
                    yield new ToolOutcome.Failure(error);
                }
            };
        } catch (RuntimeException e) {
            return new ToolOutcome.Failure(failed(call, request, e).with("idempotency_key", request.idempotencyKey()));
        }
    }

    private ToolOutcome answerFirst(LedgerEntry accepted, Optional<DispatchOrder> order, ToolCall call) {
        LedgerEntry entry = settle(accepted, order, call.progress());
        if (entry.state().refused() && call.idempotencyKey().isPresent()) {
            // Told here and now. Without a key of its own a caller that has hung up could not ask again, so it hears
            // twice.
            failures.markToldAtOnce(entry.operationId());
        }
        return WriteAnswer.first().of(entry);
    }

    /** Whatever went wrong, the write may have been accepted, and only with its key can the caller find out. */
    private ToolError failed(ToolCall call, WriteRequest request, RuntimeException failure) {
        if (DatabaseOutage.is(failure)) {
            log.warn("The ledger is out of reach during {} of agent {}", request.tool(), request.agentId(), failure);
            return ToolError.of(
                    ErrorCode.GATEWAY_UNAVAILABLE,
                    "The gateway cannot reach its ledger; the write may have been accepted. Repeat the call with the"
                            + " idempotency_key in details: it takes effect once.");
        }
        audit.recordFault(call, failure);
        log.error("Fault {} in {} of agent {}", call.requestId(), request.tool(), request.agentId(), failure);
        return ToolError.of(
                ErrorCode.GATEWAY_FAULT,
                "The gateway failed on this write; its log has more under " + call.requestId()
                        + ". The write may have been accepted: repeat the call once with the idempotency_key in details, it"
                        + " takes effect once. If it fails again, tell the gateway's operator.");
    }

    /** The entry as it stands when it has ended, or when there is no point in waiting longer. */
    private LedgerEntry settle(LedgerEntry accepted, Optional<DispatchOrder> order, CallProgress progress) {
        if (accepted.state().ended()) {
            return accepted;
        }
        try (ResultWaiters.Waiting waiting = waiters.register(accepted.operationId())) {
            if (dispatcher.temporalReachable()) {
                order.ifPresent(dispatcher::dispatchLater);
            }
            Optional<LedgerEntry> ended = order.isPresent() ? Optional.empty() : endedMeanwhile(accepted);
            // Looked up once more at the end: it may have come between two notices.
            return ended.or(() -> await(waiting, progress))
                    .or(() -> ledger.find(accepted.operationId()))
                    .orElse(accepted);
        }
    }

    /** A write that others carry may have ended before anybody waited for it here. */
    private Optional<LedgerEntry> endedMeanwhile(LedgerEntry accepted) {
        return ledger.find(accepted.operationId()).filter(entry -> entry.state().ended());
    }

    /** Waits as long as the budget and the caller last, and says each second that it does. */
    private Optional<LedgerEntry> await(ResultWaiters.Waiting waiting, CallProgress progress) {
        progress.onCancelled(waiting::release);
        Duration budget = budget();
        Duration waited = Duration.ZERO;
        while (waited.compareTo(budget) < 0) {
            Duration left = budget.minus(waited);
            Duration step = left.compareTo(PROGRESS_EVERY) < 0 ? left : PROGRESS_EVERY;
            Optional<LedgerEntry> ended = waiting.await(step);
            waited = waited.plus(step);
            if (waiting.isOver() || !progress.report(seconds(waited), seconds(budget), WAITING)) {
                return ended;
            }
        }
        return Optional.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private Duration budget() {
        boolean pointless = tasker.knownDown() || !dispatcher.temporalReachable();
        return pointless ? Duration.ZERO : properties.waitBudget();
    }

    private WriteRequest request(ToolCall call) {
        CallOrigin origin = new CallOrigin(
                call.agent().tenant(),
                call.agent().ownerUserId(),
                call.source().address(),
                call.source().clientName(),
                call.receivedAt());
        return new WriteRequest(
                call.agent().agentId(),
                call.tool().name(),
                call.idempotencyKey().orElseGet(ids::nextKey),
                call.idempotencyKey().isEmpty(),
                call.argumentsWithoutKey(),
                call.target(),
                call.writesPerDay(),
                call.id("session_id"),
                origin);
    }
}
