package dc.node.tasker.sandbox.store;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.util.RawValue;

/** The journal of changes, written in the transaction of each change. */
public final class EffectStore {

    private final Sql sql;

    /** Creates the store for one transaction. */
    public EffectStore(Sql sql) {
        this.sql = sql;
    }

    /** Adds a change at the end; the request's body is kept as sent. */
    public void append(
            String at,
            String kind,
            Optional<String> issueId,
            String projectId,
            String agentId,
            Optional<String> idempotencyKey,
            Optional<String> externalId,
            String body) {
        sql.change("""
                INSERT INTO effect (at, kind, issue_id, project_id, agent_id, idempotency_key, external_id, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, at, kind, issueId, projectId, agentId, idempotencyKey, externalId, body);
    }

    /** The changes after a sequence number, oldest first. */
    public List<Effect> list(long after, long limit) {
        return sql.list(
                """
                SELECT seq, at, kind, issue_id, project_id, agent_id, idempotency_key, external_id, body
                FROM effect WHERE seq > ? ORDER BY seq LIMIT ?
                """,
                row -> new Effect(
                        row.getLong("seq"),
                        row.getString("at"),
                        row.getString("kind"),
                        Optional.ofNullable(row.getString("issue_id")),
                        row.getString("project_id"),
                        row.getString("agent_id"),
                        Optional.ofNullable(row.getString("idempotency_key")),
                        Optional.ofNullable(row.getString("external_id")),
                        new RawValue(row.getString("body"))),
                after,
                limit);
    }
}
