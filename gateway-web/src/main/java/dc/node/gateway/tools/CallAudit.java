package dc.node.gateway.tools;

import dc.node.gateway.audit.AuditBuffer;
import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditEvent.Decision;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.identity.AuthenticatedAgent;
import dc.node.gateway.ledger.LedgerEntry;
import dc.node.gateway.outcome.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** One event for each call that ends. A newly accepted write has its event from the acceptance itself. */
@Component
class CallAudit {

    private final AuditStore events;
    private final AuditBuffer soon;
    private final Clock clock;

    CallAudit(AuditStore events, AuditBuffer soon, Clock clock) {
        this.events = events;
        this.soon = soon;
        this.clock = clock;
    }

    void record(ToolCall call, Decision decision, String reason) {
        events.insert(event(call, decision, reason).build());
    }

    /** A read that was answered. Stored within a second, so that reading does not wait for the trail. */
    void recordRead(ToolCall call) {
        soon.add(event(call, Decision.ALLOW, "read").build());
    }

    /** A call that met a write accepted before. */
    void recordKnown(ToolCall call, String reason, LedgerEntry entry) {
        events.insert(event(call, Decision.ALLOW, reason)
                .operation(entry.operationId())
                .build());
    }

    /** The name is not recorded: it is whatever the caller sent. */
    void unknownTool(AuthenticatedAgent agent, CallSource source, Instant receivedAt) {
        events.insert(
                event(agent, source, receivedAt, Decision.DENY, "unknown_tool").build());
    }

    /** A call that named no tool, or held no arguments, that could be read. */
    void refusedAtDoor(AuthenticatedAgent agent, CallSource source, Instant receivedAt, String reason) {
        events.insert(event(agent, source, receivedAt, Decision.DENY, reason).build());
    }

    /** A call that met a fault of the gateway. Where that keeps even the event from being written, the fault says so. */
    void recordFault(ToolCall call, RuntimeException fault) {
        try {
            record(call, Decision.ERROR, ErrorCode.GATEWAY_FAULT.wireName());
        } catch (RuntimeException unrecorded) {
            fault.addSuppressed(unrecorded);
        }
    }

    private AuditEvent.Builder event(ToolCall call, Decision decision, String reason) {
        return event(call.agent(), call.source(), call.receivedAt(), decision, reason)
                .tool(call.tool().name())
                .target(call.target().projectId(), call.target().issueId())
                .idempotencyKey(call.idempotencyKey());
    }

    private AuditEvent.Builder event(
            AuthenticatedAgent agent, CallSource source, Instant receivedAt, Decision decision, String reason) {
        Instant now = clock.instant();
        return AuditEvent.builder(now, AuditEvent.Kind.CALL, decision, reason, agent.tenant())
                .agent(agent.agentId(), agent.ownerUserId())
                .client(source.address(), source.clientName())
                .duration(Duration.between(receivedAt, now));
    }
}
