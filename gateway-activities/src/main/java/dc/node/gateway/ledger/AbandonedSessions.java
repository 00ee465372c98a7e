package dc.node.gateway.ledger;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.html.PlainText;
import dc.node.gateway.json.Json;
import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.SessionProperties;
import dc.node.gateway.sessions.SessionWritesStore;
import dc.node.gateway.sessions.TouchedIssue;
import dc.node.gateway.sessions.WorkSession;
import dc.node.gateway.sessions.WorkSessionStore;
import dc.node.gateway.targets.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** From one question to the next once a session's time is up and something of it is pending; doubling. */
    private static final Duration FIRST_WAIT_FOR_PENDING = Duration.ofMinutes(1);

    private static final Duration LONGEST_WAIT_FOR_PENDING = Duration.ofMinutes(30);

    private final TransactionTemplate transactions;
    private final LedgerStore ledger;
    private final WorkSessionStore sessions;
    private final SessionWritesStore sessionWrites;
    private final OperationIds ids;
    private final SessionProperties properties;
    private final Clock clock;

    public AbandonedSessions(
            TransactionTemplate transactions,
            LedgerStore ledger,
            WorkSessionStore sessions,
            SessionWritesStore sessionWrites,
            OperationIds ids,
            SessionProperties properties,
            Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.sessions = sessions;
        this.sessionWrites = sessionWrites;
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
        SessionCounts counts = sessionWrites.counts(session.id());
        if (finishing || counts.pending() > 0) {
            return waitForPending(left.negated());
        }
        String because = properties.whyItCloses(session);
        sessions.end(session.id(), WorkSession.State.ABANDONED, because, now);
        targetOf(session).ifPresent(target -> acceptComment(session, target, comment(session, counts, because), now));
        return Duration.ZERO;
    }

    /** As long as it has waited already, which doubles it: each question costs its workflow some ten events. */
    private static Duration waitForPending(Duration overdue) {
        if (overdue.compareTo(FIRST_WAIT_FOR_PENDING) < 0) {
            return FIRST_WAIT_FOR_PENDING;
        }
        return overdue.compareTo(LONGEST_WAIT_FOR_PENDING) < 0 ? overdue : LONGEST_WAIT_FOR_PENDING;
    }

    /** What takes the comment: the session's issue, or the only one it touched. */
    private Optional<Target> targetOf(WorkSession session) {
        if (session.issueId().isPresent()) {
            return Optional.of(new Target(session.projectId(), session.issueId(), session.targetLabel()));
        }
        List<TouchedIssue> touched = sessionWrites.touchedIssues(session.id());
        return touched.size() == 1
                ? Optional.of(new Target(
                        session.projectId(),
                        Optional.of(touched.getFirst().id()),
                        touched.getFirst().key().orElseGet(session::targetLabel)))
                : Optional.empty();
    }

    private static String comment(WorkSession session, SessionCounts counts, String because) {
        String goal = session.goal()
                .map(text -> "<p>Goal: " + PlainText.toHtml(text) + "</p>")
                .orElse("");
        return "<p><strong>Work session abandoned</strong></p>" + goal
                + "<p>The gateway closed it unfinished: " + because + ".</p>"
                + "<p><em>" + counts.sentence() + ".</em></p>";
    }

    private void acceptComment(WorkSession session, Target target, String html, Instant now) {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        target.issueId().ifPresent(id -> arguments.put("issue_id", id.toString()));
        arguments.put("comment_html", html);
        LedgerEntry entry = new LedgerEntry(
                ids.next(),
                session.agentId(),
                "tasker_append_comment",
                ids.nextKey(),
                OperationState.ACCEPTED,
                Optional.empty());
        LedgerStore.NewWrite write = new LedgerStore.NewWrite(
                entry,
                true,
                Fingerprint.of(arguments),
                arguments,
                target,
                // The gateway's own word, which no quota holds back.
                OptionalInt.empty(),
                Optional.of(session.id()),
                now,
                // Nobody waits for it: the sweeper may take it at once.
                Duration.ZERO);
        ledger.insert(write, accepted(session, entry, target, now));
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
