package dc.node.gateway.audit;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.digest.Sha256;
import dc.node.gateway.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code audit_event}. */
@Repository
public class AuditStore {

    /**
     * Adds the events in {@code :auditEvents}, which are {@link #rows}. It can be part of a larger statement, and a condition can
     * follow it.
     */
    public static final String INSERT = """
            insert into audit_event (at, kind, decision, reason, tenant, agent_id, owner_user_id, actor, tool,
                                     project_id, issue_id, operation_id, idempotency_key_sha256, address,
                                     client_name, duration_millis, attempts, detail)
            select at, kind, decision, reason, tenant, agent_id, owner_user_id, actor, tool,
                   project_id, issue_id, operation_id, decode(idempotency_key_sha256, 'hex'), address,
                   client_name, duration_millis, attempts, detail
              from json_to_recordset(:auditEvents::json)
                as event (at timestamptz, kind text, decision text, reason text, tenant text, agent_id uuid,
                          owner_user_id text, actor text, tool text, project_id uuid, issue_id uuid,
                          operation_id uuid, idempotency_key_sha256 text, address text, client_name text,
                          duration_millis bigint, attempts integer, detail text)""";

    private static final String COMMITTED = "committed";
    private static final String IN_PROGRESS = "in progress";

    private final JdbcClient jdbc;

    public AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an event, in the surrounding transaction where there is one. */
    public void insert(AuditEvent event) {
        insertAll(List.of(event));
    }

    /** Adds events in this order, all or none, in the surrounding transaction where there is one. */
    public void insertAll(List<AuditEvent> events) {
        jdbc.sql(INSERT).param("auditEvents", rows(events)).update();
    }

    /** The events as {@link #INSERT} takes them. */
    public static String rows(List<AuditEvent> events) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        events.forEach(event -> rows.add(row(event)));
        return Json.MAPPER.writeValueAsString(rows);
    }

    /** The number of the surrounding transaction, by which {@link #outcome} tells later what became of it. */
    String currentTransaction() {
        return jdbc.sql("select pg_current_xact_id()::text").query(String.class).single();
    }

    /** What became of a transaction, where that is not known because the connection was lost in its commit. */
    Outcome outcome(String transaction) {
        String status = jdbc.sql("select coalesce(pg_xact_status(:transaction::xid8), 'unknown')")
                .param("transaction", transaction)
                .query(String.class)
                .single();
        return switch (status) {
            case COMMITTED -> Outcome.COMMITTED;
            case IN_PROGRESS -> Outcome.IN_PROGRESS;
            default -> Outcome.NOT_COMMITTED;
        };
    }

    /** How a transaction stands. */
    enum Outcome {
        COMMITTED,
        IN_PROGRESS,
        NOT_COMMITTED
    }

    /**
     * The events that match, newest first.
     *
     * @param before only events that stand before this one, so the next page begins after the last event of this one
     * @param limit the most events to return
     */
    public List<RecordedEvent> find(AuditFilter filter, Optional<AuditPosition> before, int limit) {
        // Only what is asked for is in the statement, so that each question finds its index.
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        filter.agentId().ifPresent(value -> add(conditions, values, "agent_id = :agent", "agent", value));
        filter.decision()
                .ifPresent(value -> add(conditions, values, "decision = :decision", "decision", value.columnValue()));
        filter.kind().ifPresent(value -> add(conditions, values, "kind = :kind", "kind", value.columnValue()));
        filter.tool().ifPresent(value -> add(conditions, values, "tool = :tool", "tool", value));
        filter.tenant().ifPresent(value -> add(conditions, values, "tenant = :tenant", "tenant", value));
        filter.operationId()
                .ifPresent(value -> add(conditions, values, "operation_id = :operation", "operation", value));
        filter.issueId().ifPresent(value -> add(conditions, values, "issue_id = :issue", "issue", value));
        filter.since().ifPresent(value -> add(conditions, values, "at >= :since", "since", value.atOffset(UTC)));
        filter.until().ifPresent(value -> add(conditions, values, "at < :until", "until", value.atOffset(UTC)));
        before.ifPresent(position -> {
            add(conditions, values, "(at, id) < (:at, :id)", "at", position.at().atOffset(UTC));
            values.put("id", position.id());
        });
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return jdbc.sql("""
                select id, at, kind, decision, reason, tenant, agent_id, owner_user_id, actor, tool, project_id, issue_id,
                       operation_id, idempotency_key_sha256, address, client_name, duration_millis, attempts, detail
                  from audit_event%s
                 order by at desc, id desc
                 limit :limit""".formatted(where))
                .params(values)
                .param("limit", limit)
                .query(new RecordedEventRowMapper())
                .list();
    }

    private static void add(
            List<String> conditions, Map<String, Object> values, String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    private static ObjectNode row(AuditEvent event) {
        ObjectNode row = Json.MAPPER
                .createObjectNode()
                .put("at", event.at().toString())
                .put("kind", event.kind().columnValue())
                .put("decision", event.decision().columnValue())
                .put("reason", event.reason())
                .put("tenant", event.tenant());
        putId(row, "agent_id", event.agentId());
        putText(row, "owner_user_id", event.ownerUserId());
        putText(row, "actor", event.actor());
        putText(row, "tool", event.tool());
        putId(row, "project_id", event.projectId());
        putId(row, "issue_id", event.issueId());
        putId(row, "operation_id", event.operationId());
        putText(
                row,
                "idempotency_key_sha256",
                event.idempotencyKey().map(key -> Sha256.hex(key.getBytes(StandardCharsets.UTF_8))));
        putText(row, "address", event.address());
        putText(row, "client_name", event.clientName());
        event.duration().map(Duration::toMillis).ifPresent(millis -> row.put("duration_millis", millis));
        event.attempts().ifPresent(attempts -> row.put("attempts", attempts));
        putText(row, "detail", event.detail());
        return row;
    }

    private static void putId(ObjectNode row, String column, Optional<UUID> value) {
        value.ifPresent(id -> row.put(column, id.toString()));
    }

    private static void putText(ObjectNode row, String column, Optional<String> value) {
        value.ifPresent(text -> row.put(column, text));
    }
}
