package dc.node.gateway.ledger;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.json.Json;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.SessionWritesStore;
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
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Closes sessions that nobody finished. The comment that says so is a write like any other, accepted and audited along with
 * it.
 */
@Component
public class AbandonedSessions {

    /** How long a session waits for its pending writes once its time is up. */
    private static final Duration WAIT_FOR_PENDING = Duration.ofMinutes(1);

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final WorkSessionStore sessions;
    private final SessionWritesStore sessionWrites;
    private final AuditStore audit;
    private final OperationIds ids;
    private final SessionProperties properties;
    private final Clock clock;

    public AbandonedSessions(
            TransactionTemplate transactions,
            LedgerStore ledger,
            WorkSessionStore sessions,
            SessionWritesStore sessionWrites,
            AuditStore audit,
            OperationIds ids,
            SessionProperties properties,
            Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sessions = sessions;
        this.sessionWrites = sessionWrites;
        this.audit = audit;
        this.ids = ids;
        this.properties = properties;
        this.clock = clock;
    }

    /** Closes the session if its time is up, and says how long until it may be; zero when it has ended. */
    public Duration closeIfDue(UUID sessionId) {
        UUID agentId = sessions.find(sessionId).orElseThrow().agentId();
        return transactions.execute(status -> {
            ledger.lockAgent(agentId);
            return closeIfDue(sessions.find(sessionId).orElseThrow(), clock.instant());
        });
    }

    private Duration closeIfDue(WorkSession session, Instant now) {
        if (session.endedAt().isPresent()) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, properties.closesAt(session));
        if (left.isPositive()) {
            return left;
        }
        boolean finishing = session.state() == WorkSession.State.FINISHING;
        if (finishing || sessionWrites.counts(session.id()).pending() > 0) {
            return WAIT_FOR_PENDING;
        }
        sessions.end(session.id(), WorkSession.State.ABANDONED, "nobody finished it in time", now);
        issueOf(session).ifPresent(issueId -> acceptComment(session, issueId, now));
        return Duration.ZERO;
    }

    private Optional<UUID> issueOf(WorkSession session) {
        if (session.issueId().isPresent()) {
            return session.issueId();
        }
        List<UUID> touched = sessionWrites.touchedIssues(session.id());
        return touched.size() == 1 ? Optional.of(touched.getFirst()) : Optional.empty();
    }

    private void acceptComment(WorkSession session, UUID issueId, Instant now) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        arguments.put("issue_id", issueId.toString());
        arguments.put(
                "comment_html",
                "<p><strong>Work session abandoned</strong></p><p>Its agent wrote nothing more and did not finish it,"
                        + " so the gateway closed it.</p>");
        LedgerEntry entry = new LedgerEntry(
                ids.next(),
                session.agentId(),
                "tasker_append_comment",
                ids.nextKey(),
                OperationState.ACCEPTED,
                Optional.empty());
        Target target = new Target(session.projectId(), Optional.of(issueId), session.targetLabel());
        ledger.insert(
                entry,
                true,
                Fingerprint.of(arguments),
                arguments,
                target,
                Optional.empty(),
                now,
                // Nobody waits for it: the sweeper may take it at once.
                Duration.ZERO);
        audit.insert(accepted(session, entry, target, now));
    }

    private AuditEvent accepted(WorkSession session, LedgerEntry entry, Target target, Instant now) {
        WorkSessionStore.Owner owner = sessions.owner(session.id());
        return AuditEvent.builder(now, AuditEvent.Kind.CALL, AuditEvent.Decision.ALLOW, "accepted", owner.tenant())
                .agent(session.agentId(), owner.userId())
                .tool(entry.tool())
                .target(target.projectId(), target.issueId())
                .operation(entry.operationId())
                .idempotencyKey(Optional.of(entry.idempotencyKey()))
                .client("gateway")
                .build();
    }
}
