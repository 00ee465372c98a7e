package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.json.Json;
import dc.node.gateway.targets.Target;
import dc.node.gateway.tasker.ActingAgent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code write_operation}. */
@Repository
public class LedgerStore {

    private static final String OPERATION = """
            w.id, w.tool, w.agent_id, a.display_name, a.owner_user_id, a.tenant, w.arguments, w.project_id, w.issue_id,
            w.target_label, w.session_id, w.idempotency_key, w.accepted_at, w.attempts,
            w.sent_at is not null as sent,
            a.disabled_at is null
              and not exists (select 1 from blocked_owner b
                               where b.tenant = a.tenant and b.owner_user_id = a.owner_user_id)
            as agent_active
            """;

    private final JdbcClient jdbc;

    public LedgerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry with what decides whether a new call is the same one. */
    record Remembered(LedgerEntry entry, String fingerprint, Instant acceptedAt) {}

    /** Makes this transaction the only one that accepts or ends writes of the agent. */
    public void lockAgent(UUID agentId) {
        jdbc.sql("select cast(pg_advisory_xact_lock(hashtextextended(:agent, 0)) as text)")
                .param("agent", agentId.toString())
                .query((row, number) -> true)
                .single();
    }

    /** The same for all agents of an owner, in one order, so that two such transactions cannot wait for each other. */
    void lockAgentsOf(String tenant, String ownerUserId) {
        jdbc.sql("""
                select cast(pg_advisory_xact_lock(hashtextextended(cast(id as text), 0)) as text)
                  from (select id from agent
                         where tenant = :tenant and owner_user_id = :owner
                         order by id) owned""")
                .param("tenant", tenant)
                .param("owner", ownerUserId)
                .query((row, number) -> true)
                .list();
    }

    Optional<Remembered> findByKey(UUID agentId, String tool, String idempotencyKey) {
        return jdbc.sql("""
                select id, agent_id, tool, idempotency_key, state, result, fingerprint, accepted_at
                  from write_operation
                 where agent_id = :agent and tool = :tool and idempotency_key = :key""")
                .param("agent", agentId)
                .param("tool", tool)
                .param("key", idempotencyKey)
                .query(LedgerStore::remembered)
                .optional();
    }

    /**
     * An equal write without a key since {@code since}. Where the last write wins, one that another such write on the issue
     * has followed does not count: to set A, then B, then A again is three writes.
     */
    Optional<Remembered> findKeyless(UUID agentId, String tool, String fingerprint, Instant since) {
        return jdbc.sql("""
                select id, agent_id, tool, idempotency_key, state, result, fingerprint, accepted_at
                  from write_operation w
                 where agent_id = :agent and fingerprint = :fingerprint and accepted_at > :since and key_generated
                   and tool = :tool
                   and not (""" + sets("w") + """
                            and exists (select 1 from write_operation later
                                         where later.agent_id = w.agent_id and later.issue_id = w.issue_id
                                           and later.accepted_at > :since and later.sequence > w.sequence
                                           and later.fingerprint <> w.fingerprint and""" + " " + sets("later") + """
                            ))
                 order by sequence desc
                 limit 1""")
                .param("agent", agentId)
                .param("tool", tool)
                .param("fingerprint", fingerprint)
                .param("since", since.atOffset(UTC))
                .query(LedgerStore::remembered)
                .optional();
    }

    /** Whether this row sets something that a later write can set to something else; what is added stays. */
    private static String sets(String row) {
        return """
                (%1$s.tool in ('tasker_update_issue', 'tasker_move_issue', 'tasker_set_issue_labels', 'tasker_assign_issue')
                  or (%1$s.tool = 'tasker_update_structured_blocks'
                      and cast(%1$s.arguments as json) ->> 'action' in ('update_checker_item', 'replace_blocks')))
                """.formatted(row);
    }

    void forget(UUID operationId) {
        jdbc.sql("delete from write_operation where id = :id and ended_at is not null")
                .param("id", operationId)
                .update();
    }

    /**
     * Forgets writes that ended before {@code moment}, oldest first, and their keys with them. Those of a session that has
     * not ended stay, for its finish sums them up; so does what another process is working on. The audit keeps its events.
     *
     * @return how many were forgotten
     */
    public int forgetEndedBefore(Instant moment, int limit) {
        return jdbc.sql("""
                delete from write_operation
                 where id in (select w.id
                                from write_operation w
                               where w.ended_at < :moment
                                 and not exists (select 1 from work_session s
                                                  where s.id = w.session_id and s.ended_at is null)
                               order by w.ended_at
                               limit :limit
                                 for update of w skip locked)""")
                .param("moment", moment.atOffset(UTC))
                .param("limit", limit)
                .update();
    }

    /**
     * Writes a new row, under the agent's lock, and says whether its turn has come.
     *
     * @param writesPerDay the most writes of the agent in the project that may have been accepted on one day (UTC), this one
     *     included; those whose project came to light later count, too. No limit when empty
     * @return empty when nothing was written, for the day's writes are used up
     */
    Optional<Boolean> insert(
            LedgerEntry entry,
            boolean keyGenerated,
            String fingerprint,
            ObjectNode arguments,
            Target target,
            OptionalInt writesPerDay,
            Optional<UUID> sessionId,
            Instant now,
            Duration untilSwept) {
        return jdbc.sql("""
                insert into write_operation as w
                       (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments, project_id, issue_id,
                        target_label, session_id, state, accepted_at, sweep_after, ended_at, result)
                select :id, :agent, :tool, :key, :keyGenerated, :fingerprint, :arguments, :project, :issue,
                       :label, :session, :state, :now, :sweepAfter, :endedAt, :result
                 where cast(:writesPerDay as integer) is null
                    or (select count(*)
                          from (select 1
                                  from write_operation today
                                 where today.agent_id = :agent and today.project_id = :project
                                   and today.accepted_at >= :dayBegan
                                 limit :writesPerDay) counted) < :writesPerDay
                returning (""" + Turn.HAS_COME + ") as may_go")
                .param("id", entry.operationId())
                .param("agent", entry.agentId())
                .param("tool", entry.tool())
                .param("key", entry.idempotencyKey())
                .param("keyGenerated", keyGenerated)
                .param("fingerprint", fingerprint)
                .param("arguments", arguments.toString())
                .param("project", target.projectId().orElse(null))
                .param("issue", target.issueId().orElse(null))
                .param("label", target.label())
                .param("session", sessionId.orElse(null))
                .param("writesPerDay", writesPerDay.isPresent() ? writesPerDay.getAsInt() : null)
                .param("dayBegan", now.truncatedTo(ChronoUnit.DAYS).atOffset(UTC))
                .param("state", entry.state().columnValue())
                .param("now", now.atOffset(UTC))
                .param("sweepAfter", now.plus(untilSwept).atOffset(UTC))
                .param("endedAt", entry.state().ended() ? now.atOffset(UTC) : null)
                .param("result", entry.result().map(ObjectNode::toString).orElse(null))
                .query(Boolean.class)
                .optional();
    }

    public Optional<LedgerEntry> find(UUID operationId) {
        return findAll(List.of(operationId)).stream().findFirst();
    }

    public List<LedgerEntry> findAll(Collection<UUID> operationIds) {
        return jdbc.sql("""
                select id, agent_id, tool, idempotency_key, state, result
                  from write_operation
                 where id = any(:ids)""")
                .param("ids", operationIds.toArray(UUID[]::new))
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * Counts an attempt and returns what it needs; empty when the write has ended, or when a later attempt has begun and
     * this one is a straggler.
     *
     * @param startedAt when the attempt began by Temporal's clock
     */
    public Optional<Operation> beginAttempt(UUID operationId, Instant startedAt) {
        return jdbc.sql("""
                update write_operation w
                   set attempts = attempts + 1, attempt_started_at = :startedAt
                  from agent a
                 where w.id = :id and w.ended_at is null and a.id = w.agent_id
                   and (w.attempt_started_at is null or w.attempt_started_at <= :startedAt)
                returning""" + " " + OPERATION)
                .param("id", operationId)
                .param("startedAt", startedAt.atOffset(UTC))
                .query(LedgerStore::operation)
                .optional();
    }

    /**
     * Notes that an attempt is about to send its change to Tasker: from now on it may have taken effect.
     *
     * @return false when another write was let go on its issue meanwhile, so that it must not be sent again
     */
    public boolean markSent(UUID operationId) {
        return jdbc.sql("""
                update write_operation
                   set sent_at = coalesce(sent_at, now())
                 where id = :id
                returning overtaken_at is null""").param("id", operationId).query(Boolean.class).single();
    }

    /** A write that has not ended, outside any attempt. */
    public Optional<Operation> findUnended(UUID operationId) {
        return jdbc.sql("select " + OPERATION + """
                 from write_operation w
                 join agent a on a.id = w.agent_id
                where w.id = :id and w.ended_at is null""")
                .param("id", operationId)
                .query(LedgerStore::operation)
                .optional();
    }

    /**
     * Ends a write that has not ended, and gives up the issue it may hold; false when it had ended, or another attempt has
     * begun since this one: whatever that finds out is the end.
     */
    boolean end(Operation operation, OperationState state, ObjectNode result, Target target, Instant now) {
        return jdbc.sql("""
                with ended as (
                  update write_operation
                     set state = :state, result = :result, ended_at = :now,
                         project_id = coalesce(:project, project_id), issue_id = coalesce(:issue, issue_id)
                   where id = :id and ended_at is null and attempts = :attempts
                  returning id),
                given_up as (
                  delete from issue_lease where operation_id in (select id from ended))
                select exists (select 1 from ended)""")
                .param("id", operation.id())
                .param("attempts", operation.attempt())
                .param("state", state.columnValue())
                .param("result", result.toString())
                .param("project", target.projectId().orElse(null), Types.OTHER)
                .param("issue", target.issueId().orElse(null), Types.OTHER)
                .param("now", now.atOffset(UTC))
                .query(Boolean.class)
                .single();
    }

    /** Tells every replica, at commit, that a write has ended. */
    void notifyEnded(UUID operationId) {
        jdbc.sql("select cast(pg_notify('" + ENDED_CHANNEL + "', :id) as text)")
                .param("id", operationId.toString())
                .query((row, number) -> true)
                .single();
    }

    /** The channel on which the ids of ended writes are told. */
    public static final String ENDED_CHANNEL = "write_ended";

    /** Notes that the refusal of this write is the answer to the call that sent it. */
    public void markToldAtOnce(UUID operationId) {
        jdbc.sql("update write_operation set told_at_once = true where id = :id")
                .param("id", operationId)
                .update();
    }

    /**
     * The agent's queued writes that were refused since and that it has not read of; from now on it has. Some clients send
     * a call twice, milliseconds apart, and use either answer: so what another call has read after {@code receivedAt},
     * when this one was already here, is told to both.
     */
    public List<LedgerEntry> takeUnreadFailures(UUID agentId, Instant receivedAt, Instant now) {
        return jdbc.sql("""
                update write_operation
                   set told_at = coalesce(told_at, :now)
                 where id in (select id from write_operation
                               where agent_id = :agent and not told_at_once and state in ('rejected', 'cancelled')
                                 and (told_at is null or told_at > :receivedAt)
                               order by sequence
                               limit 20)
                returning id, agent_id, tool, idempotency_key, state, result""")
                .param("agent", agentId)
                .param("receivedAt", receivedAt.atOffset(UTC))
                .param("now", now.atOffset(UTC))
                .query((row, number) -> entry(row))
                .list();
    }

    public PendingWrites countPending() {
        return jdbc.sql("""
                select count(*) filter (where state = 'accepted') as accepted,
                       count(*) filter (where state = 'dispatched') as dispatched,
                       min(accepted_at) as oldest
                  from write_operation
                 where ended_at is null""")
                .query((row, number) -> new PendingWrites(
                        row.getLong("accepted"),
                        row.getLong("dispatched"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .single();
    }

    private static Remembered remembered(ResultSet row, int number) throws SQLException {
        return new Remembered(
                entry(row),
                row.getString("fingerprint"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                row.getString("tool"),
                row.getString("idempotency_key"),
                OperationState.fromColumn(row.getString("state")),
                Optional.ofNullable(row.getString("result")).map(LedgerStore::json));
    }

    private static Operation operation(ResultSet row, int number) throws SQLException {
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("tool"),
                new ActingAgent(
                        row.getObject("agent_id", UUID.class),
                        row.getString("display_name"),
                        row.getString("owner_user_id")),
                row.getString("tenant"),
                row.getBoolean("agent_active"),
                json(row.getString("arguments")),
                new Target(
                        optionalId(row.getObject("project_id", UUID.class)),
                        optionalId(row.getObject("issue_id", UUID.class)),
                        row.getString("target_label")),
                optionalId(row.getObject("session_id", UUID.class)),
                row.getString("idempotency_key"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getBoolean("sent"));
    }

    private static Optional<UUID> optionalId(@Nullable UUID id) {
        return Optional.ofNullable(id);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.MAPPER.readTree(text);
    }
}
