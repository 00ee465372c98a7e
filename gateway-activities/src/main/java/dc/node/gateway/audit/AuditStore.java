package dc.node.gateway.audit;

import static java.time.ZoneOffset.UTC;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code audit_event}. */
@Repository
public class AuditStore {

    private final JdbcClient jdbc;

    public AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an event, in the surrounding transaction where there is one. */
    public void insert(AuditEvent event) {
        jdbc.sql("""
                insert into audit_event (at, kind, decision, reason, tenant, agent_id, owner_user_id, actor, tool,
                                         project_id, issue_id, operation_id, idempotency_key_sha256, address,
                                         client_name, duration_millis, attempts, detail)
                values (:at, :kind, :decision, :reason, :tenant, :agent, :owner, :actor, :tool,
                        :project, :issue, :operation, :keyHash, :address,
                        :client, :duration, :attempts, :detail)""")
                .param("at", event.at().atOffset(UTC))
                .param("kind", event.kind().columnValue())
                .param("decision", event.decision().columnValue())
                .param("reason", event.reason())
                .param("tenant", event.tenant())
                .param("agent", event.agentId().orElse(null))
                .param("owner", event.ownerUserId().orElse(null))
                .param("actor", event.actor().orElse(null))
                .param("tool", event.tool().orElse(null))
                .param("project", event.projectId().orElse(null))
                .param("issue", event.issueId().orElse(null))
                .param("operation", event.operationId().orElse(null))
                .param("keyHash", event.idempotencyKey().map(AuditStore::sha256).orElse(null))
                .param("address", event.address().orElse(null))
                .param("client", event.clientName().orElse(null))
                .param("duration", event.duration().map(Duration::toMillis).orElse(null))
                .param(
                        "attempts",
                        event.attempts().isPresent() ? event.attempts().getAsInt() : null)
                .param("detail", event.detail().orElse(null))
                .update();
    }

    /**
     * The events that match, newest first.
     *
     * @param before only events with a lower id, so the next page begins after the last event of this one
     * @param limit the most events to return
     */
    public List<RecordedEvent> find(AuditFilter filter, OptionalLong before, int limit) {
        return jdbc.sql("""
                select id, at, kind, decision, reason, tenant, agent_id, owner_user_id, actor, tool, project_id, issue_id,
                       operation_id, idempotency_key_sha256, address, client_name, duration_millis, attempts, detail
                  from audit_event
                 where (:agent::uuid is null or agent_id = :agent)
                   and (:decision::text is null or decision = :decision)
                   and (:tool::text is null or tool = :tool)
                   and (:since::timestamptz is null or at >= :since)
                   and id < :before
                 order by id desc
                 limit :limit""")
                .param("agent", filter.agentId().orElse(null))
                .param(
                        "decision",
                        filter.decision().map(AuditEvent.Decision::columnValue).orElse(null))
                .param("tool", filter.tool().orElse(null))
                .param("since", filter.since().map(since -> since.atOffset(UTC)).orElse(null))
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("limit", limit)
                .query(new RecordedEventRowMapper())
                .list();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
