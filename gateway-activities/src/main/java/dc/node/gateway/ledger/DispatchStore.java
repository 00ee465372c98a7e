package dc.node.gateway.ledger;

import static java.time.ZoneOffset.UTC;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code write_operation} as an outbox: what Temporal has yet to be told. */
@Repository
public class DispatchStore {

    private static final DispatchOrderRowMapper ORDER = new DispatchOrderRowMapper();

    private final JdbcClient jdbc;

    public DispatchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The accepted writes that may go now that this one has ended. Only what it can have held up is looked at: the next
     * on its issue, the finish of its session, the one that moves up into its session's share, and, behind a new member,
     * whatever the agent has waiting.
     */
    List<DispatchOrder> findTurnsAfter(Operation ended) {
        return jdbc.sql("""
                with held_up as (
                  (select id from write_operation
                    where agent_id = :agent and issue_id = :issue and ended_at is null
                    order by sequence limit 1)
                  union
                  (select id from write_operation
                    where session_id = :session and ended_at is null
                    order by sequence limit 1)
                  union
                  (select id from write_operation
                    where session_id = :session and ended_at is null
                    order by sequence offset :share limit 1)
                  union
                  (select id from write_operation
                    where :memberAdded and agent_id = :agent and ended_at is null and state = 'accepted'
                    order by sequence limit 100))
                select""" + " " + DispatchOrderRowMapper.COLUMNS + """
                  from held_up
                  join write_operation w on w.id = held_up.id""" + " " + DispatchOrderRowMapper.JOINS + """
                 where w.state = 'accepted' and"""
                        + " " + Turn.HAS_COME + " and " + SessionShare.HAS_ROOM + """

                 order by w.sequence""")
                .param("agent", ended.agent().id())
                .param("issue", ended.target().issueId().orElse(null), Types.OTHER)
                .param("session", ended.sessionId().orElse(null), Types.OTHER)
                .param("share", SessionShare.BEFORE_THE_NEXT)
                .param("memberAdded", ended.tool().equals("tasker_add_existing_project_member"))
                .query(ORDER)
                .list();
    }

    /**
     * Takes up accepted writes whose turn has come and that nobody has dispatched in good time, and keeps other replicas
     * from doing the same until {@code untilAgain} has passed. No agent's backlog comes before another agent's first. Where a
     * session's share ends is asked once for each session, not for each of its writes.
     */
    public List<UUID> claimUndispatched(Instant now, Duration untilAgain, int limit) {
        return jdbc.sql("""
                with share as materialized (
                  select waiting.session_id,
                         (select beyond.sequence
                            from write_operation beyond
                           where beyond.session_id = waiting.session_id and beyond.ended_at is null
                           order by beyond.sequence
                          offset :share limit 1) as ends_before
                    from (select distinct session_id
                            from write_operation
                           where ended_at is null and state = 'accepted' and sweep_after < :now
                             and session_id is not null) waiting),
                due as (
                  select w.id, row_number() over (partition by w.agent_id order by w.sequence) as place
                    from write_operation w
                    left join share on share.session_id = w.session_id
                   where w.ended_at is null and w.state = 'accepted' and w.sweep_after < :now
                     and (share.ends_before is null or w.sequence < share.ends_before)
                     and""" + " " + Turn.HAS_COME + """
                  ),
                taken as (
                  select w.id
                    from write_operation w
                    join due on due.id = w.id
                   where w.ended_at is null and w.state = 'accepted' and w.sweep_after < :now
                   order by due.place, w.sequence
                   limit :limit
                     for update of w skip locked)
                update write_operation
                   set sweep_after = :again
                 where id in (select id from taken)
                returning id""")
                .param("share", SessionShare.SIZE)
                .param("now", now.atOffset(UTC))
                .param("again", now.plus(untilAgain).atOffset(UTC))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** What Temporal has to be told of these writes; those that have ended are left out. */
    public List<DispatchOrder> findDispatchOrders(Collection<UUID> operationIds) {
        return jdbc.sql("select " + DispatchOrderRowMapper.COLUMNS + """
                  from write_operation w""" + " " + DispatchOrderRowMapper.JOINS + """
                 where w.id = any(:ids) and w.ended_at is null
                 order by w.sequence""")
                .param("ids", operationIds.toArray(UUID[]::new))
                .query(ORDER)
                .list();
    }

    /** Notes what Temporal has taken, unless it has ended since, and leaves it alone for {@code untilLookedAt}. */
    public void markDispatched(Collection<Dispatched> taken, Duration untilLookedAt) {
        jdbc.sql("""
                update write_operation w
                   set state = 'dispatched', dispatched_at = taken.at, dispatched_to = taken.dispatched_to,
                       sweep_after = taken.at + make_interval(secs => :look)
                  from unnest(cast(:ids as uuid[]), cast(:dispatchedTo as text[]), cast(:at as timestamptz[]))
                       as taken (id, dispatched_to, at)
                 where w.id = taken.id and w.state = 'accepted'""")
                .param("ids", taken.stream().map(Dispatched::operationId).toArray(UUID[]::new))
                .param(
                        "dispatchedTo",
                        taken.stream().map(each -> each.to().columnValue()).toArray(String[]::new))
                .param("at", taken.stream().map(each -> each.at().toString()).toArray(String[]::new))
                .param("look", untilLookedAt.toMillis() / 1_000.0)
                .update();
    }

    /**
     * Takes up writes that were given to Temporal a while ago and have not ended, those first that were not looked at for
     * longest, and leaves them to others for {@code untilAgain}.
     */
    public List<UnendedWrite> claimUnended(Instant now, Duration untilAgain, int limit) {
        return jdbc.sql("""
                with taken as (
                  select id
                    from write_operation
                   where ended_at is null and state = 'dispatched' and sweep_after < :now
                   order by sweep_after
                   limit :limit
                     for update skip locked),
                w as (
                  update write_operation
                     set sweep_after = :again
                   where id in (select id from taken)
                  returning *)
                select w.dispatched_to, w.dispatched_at, w.attempt_started_at, w.attempts,
                       coalesce(w.dispatched_at < s.workflow_started_at, false) as workflow_replaced,
                """ + DispatchOrderRowMapper.COLUMNS + """
                  from w""" + " " + DispatchOrderRowMapper.JOINS)
                .param("now", now.atOffset(UTC))
                .param("again", now.plus(untilAgain).atOffset(UTC))
                .param("limit", limit)
                .query((row, number) -> new UnendedWrite(
                        ORDER.mapRow(row, number),
                        DispatchedTo.fromColumn(row.getString("dispatched_to")),
                        row.getBoolean("workflow_replaced"),
                        row.getObject("dispatched_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("attempt_started_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        row.getInt("attempts")))
                .list();
    }

    /** Writes that Temporal has not taken in all the time they have. */
    public List<UUID> findOverdue(Instant acceptedBefore, int limit) {
        return jdbc.sql("""
                select id
                  from write_operation
                 where ended_at is null and state = 'accepted' and accepted_at < :before
                 order by sequence
                 limit :limit""")
                .param("before", acceptedBefore.atOffset(UTC))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Puts back what Temporal turned out not to have, to be dispatched again at once under the same names. */
    public void putBack(UUID operationId, Instant now) {
        jdbc.sql("""
                update write_operation
                   set state = 'accepted', dispatched_at = null, dispatched_to = null, put_back = true,
                       sweep_after = :now
                 where id = :id and state = 'dispatched'""").param("id", operationId).param("now", now.atOffset(UTC)).update();
    }
}
