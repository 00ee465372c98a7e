package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.audit.AuditEvent;
import dc.node.gateway.audit.AuditStore;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.targets.Target;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

/**
 * The table {@code write_operation}: how writes are accepted, attempted and ended. What is accepted or ended stands in the audit
 * by the same statement.
 */
@Repository
public class LedgerStore {

    /** The channel on which the ids of ended writes are told. */
    public static final String ENDED_CHANNEL = "write_ended";

    private static final LedgerEntryRowMapper ENTRY = new LedgerEntryRowMapper();
    private static final OperationRowMapper OPERATION = new OperationRowMapper();
    private static final DispatchOrderRowMapper ORDER = new DispatchOrderRowMapper();

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
        return jdbc.sql("select fingerprint, accepted_at, " + LedgerEntryRowMapper.COLUMNS + """
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
        return jdbc.sql("select fingerprint, accepted_at, " + LedgerEntryRowMapper.COLUMNS + """
                 from write_operation w
                where agent_id = :agent and fingerprint = :fingerprint and accepted_at > :since and key_generated
                  and tool = :tool
                  and not (""" + sets("w") + """
                            and exists (select 1 from write_operation later
                                         where later.agent_id = w.agent_id and later.issue_id = w.issue_id
                                           and later.accepted_at > :since and later.sequence > w.sequence
                                           and later.fingerprint <> w.fingerprint and""" + " "
                        + sets("later") + """
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

    /** Deletes a write that has ended; false when it is kept, for its session has not ended and its finish sums it up. */
    boolean forget(UUID operationId) {
        return jdbc.sql("delete from write_operation w where w.id = :id and w.ended_at is not null and "
                                + ExpiryStore.SESSION_HAS_ENDED)
                        .param("id", operationId)
                        .update()
                == 1;
    }

    /**
     * A new row of the ledger.
     *
     * @param keyGenerated the gateway made the key
     * @param writesPerDay the most writes of the agent in the project that may have been accepted on one day (UTC), this one
     *     included and starts of sessions left out; those whose project came to light later count, too. No limit when empty
     * @param untilSwept how long others leave it alone
     */
    record NewWrite(
            LedgerEntry entry,
            boolean keyGenerated,
            String fingerprint,
            ObjectNode arguments,
            Target target,
            OptionalInt writesPerDay,
            Optional<UUID> sessionId,
            Instant acceptedAt,
            Duration untilSwept) {}

    /**
     * What became of a new row.
     *
     * @param mayGo its turn has come and its session's share has room
     */
    record Inserted(boolean mayGo, DispatchOrder order) {}

    /**
     * Writes a new row and the audit's, under the agent's lock.
     *
     * @return empty when nothing was written, for the day's writes are used up
     */
    Optional<Inserted> insert(NewWrite write, AuditEvent event) {
        LedgerEntry entry = write.entry();
        Target target = write.target();
        OptionalInt writesPerDay = write.writesPerDay();
        Instant now = write.acceptedAt();
        return jdbc.sql("""
                with w as (
                  insert into write_operation
                         (id, agent_id, tool, idempotency_key, key_generated, fingerprint, arguments, project_id, issue_id,
                          target_label, session_id, state, accepted_at, sweep_after, ended_at, result)
                  select :id, :agent, :tool, :key, :keyGenerated, :fingerprint, :arguments, :project, :issue,
                         :label, :session, :state, :now, :sweepAfter, :endedAt, :result
                   where cast(:writesPerDay as integer) is null
                      or (select count(*)
                            from (select 1
                                    from write_operation today
                                   where today.agent_id = :agent and today.project_id = :project
                                     and today.accepted_at >= :dayBegan and today.tool <> '""" + SessionRules.START + """
                '
                                   limit :writesPerDay) counted) < :writesPerDay
                  returning *),
                audited as (""" + AuditStore.INSERT + """

                 where exists (select 1 from w))
                select (""" + Turn.HAS_COME + " and "
                        + SessionShare.HAS_ROOM + ") as may_go, "
                        + DispatchOrderRowMapper.COLUMNS + " from w " + DispatchOrderRowMapper.JOINS)
                .param("id", entry.operationId())
                .param("agent", entry.agentId())
                .param("tool", entry.tool())
                .param("key", entry.idempotencyKey())
                .param("keyGenerated", write.keyGenerated())
                .param("fingerprint", write.fingerprint())
                .param("arguments", write.arguments().toString())
                .param("project", target.projectId().orElse(null))
                .param("issue", target.issueId().orElse(null))
                .param("label", target.label())
                .param("session", write.sessionId().orElse(null))
                .param("writesPerDay", writesPerDay.isPresent() ? writesPerDay.getAsInt() : null)
                .param("dayBegan", now.truncatedTo(ChronoUnit.DAYS).atOffset(UTC))
                .param("state", entry.state().columnValue())
                .param("now", now.atOffset(UTC))
                .param("sweepAfter", now.plus(write.untilSwept()).atOffset(UTC))
                .param("endedAt", entry.state().ended() ? now.atOffset(UTC) : null)
                .param("result", entry.result().map(ObjectNode::toString).orElse(null))
                .param("auditEvents", AuditStore.rows(List.of(event)))
                .query((row, number) -> new Inserted(row.getBoolean("may_go"), ORDER.mapRow(row, number)))
                .optional();
    }

    public Optional<LedgerEntry> find(UUID operationId) {
        return findAll(List.of(operationId)).stream().findFirst();
    }

    public List<LedgerEntry> findAll(Collection<UUID> operationIds) {
        return jdbc.sql("select " + LedgerEntryRowMapper.COLUMNS + " from write_operation where id = any(:ids)")
                .param("ids", operationIds.toArray(UUID[]::new))
                .query(ENTRY)
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
                   set attempts = attempts + 1, attempt_started_at = :startedAt, attempt_over = false
                  from agent a
                 where w.id = :id and w.ended_at is null and a.id = w.agent_id
                   and (w.attempt_started_at is null or w.attempt_started_at <= :startedAt)
                returning""" + " " + OperationRowMapper.COLUMNS)
                .param("id", operationId)
                .param("startedAt", startedAt.atOffset(UTC))
                .query(OPERATION)
                .optional();
    }

    /** Notes that an attempt has come to nothing; from now on, until the next one begins, none runs. */
    public void markAttemptOver(Operation operation) {
        jdbc.sql("""
                update write_operation
                   set attempt_over = true
                 where id = :id and attempts = :attempts and ended_at is null""")
                .param("id", operation.id())
                .param("attempts", operation.attempt())
                .update();
    }

    /** A finish that has not ended, as it stands while its row is locked: no attempt begins meanwhile. */
    record UnendedFinish(UUID id, int attempts, Optional<Instant> runningSince) {}

    Optional<UnendedFinish> lockFinishOf(UUID sessionId) {
        return jdbc.sql("""
                select id, attempts, case when not attempt_over then attempt_started_at end as running_since
                  from write_operation
                 where session_id = :session and ended_at is null and tool = :finish
                   for update""")
                .param("session", sessionId)
                .param("finish", SessionRules.FINISH)
                .query((row, number) -> new UnendedFinish(
                        row.getObject("id", UUID.class),
                        row.getInt("attempts"),
                        Optional.ofNullable(row.getObject("running_since", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
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
        return jdbc.sql("select " + OperationRowMapper.COLUMNS + """
                 from write_operation w
                 join agent a on a.id = w.agent_id
                where w.id = :id and w.ended_at is null""")
                .param("id", operationId)
                .query(OPERATION)
                .optional();
    }

    /**
     * What ending a write came to.
     *
     * @param done false when it had ended, or another attempt has begun since this one: whatever that finds out is the end
     * @param othersWait whether its agent has other writes that have not ended; some may have waited for this one
     */
    record Ended(boolean done, boolean othersWait) {}

    /**
     * Ends a write that has not ended, under the agent's lock: writes the audit's effect, puts off the idle limit of its session,
     * gives up the issue it may hold, and tells every replica at commit.
     */
    Ended end(
            Operation operation,
            OperationState state,
            ObjectNode result,
            Target target,
            AuditEvent effect,
            Instant now) {
        return jdbc.sql("""
                with ended as (
                  update write_operation
                     set state = :state, result = :result, ended_at = :now,
                         project_id = coalesce(:project, project_id), issue_id = coalesce(:issue, issue_id)
                   where id = :id and ended_at is null and attempts = :attempts
                  returning id, session_id),
                session_noted as (
                  update work_session
                     set last_ended_at = greatest(last_ended_at, :now)
                   where id = (select session_id from ended) and ended_at is null),
                given_up as (
                  delete from issue_lease where operation_id in (select id from ended)),
                audited as (""" + AuditStore.INSERT + """

                 where exists (select 1 from ended))
                select count(cast(pg_notify('""" + ENDED_CHANNEL + """
                ', cast(id as text)) as text)) = 1 as done,
                       exists (select 1 from write_operation other
                                where other.agent_id = :agent and other.ended_at is null and other.id <> :id) as others_wait
                  from ended""")
                .param("id", operation.id())
                .param("agent", operation.agent().id())
                .param("attempts", operation.attempt())
                .param("state", state.columnValue())
                .param("result", result.toString())
                .param("project", target.projectId().orElse(null), Types.OTHER)
                .param("issue", target.issueId().orElse(null), Types.OTHER)
                .param("now", now.atOffset(UTC))
                .param("auditEvents", AuditStore.rows(List.of(effect)))
                .query((row, number) -> new Ended(row.getBoolean("done"), row.getBoolean("others_wait")))
                .single();
    }

    private static Remembered remembered(ResultSet row, int number) throws SQLException {
        return new Remembered(
                ENTRY.mapRow(row, number),
                row.getString("fingerprint"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant());
    }
}
