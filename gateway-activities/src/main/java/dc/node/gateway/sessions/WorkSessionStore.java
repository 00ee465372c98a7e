package dc.node.gateway.sessions;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.grants.ActiveAgent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code work_session}. What changes a session's state is called under its agent's advisory lock. */
@Repository
public class WorkSessionStore {

    /** An agent has the whole idle limit to answer a refusal that came late. */
    static final String IDLE_SINCE = "greatest(last_write_at, last_ended_at) as idle_since";

    private static final String COLUMNS = """
            id, agent_id, project_id, issue_id, target_label, goal, state, opened_at, last_write_at, ended_at,
            closed_because,""" + " " + IDLE_SINCE;

    /** Where no workflow has been started there is none to tell. */
    private static final String CLOSE = """
            set state = 'closed', closed_because = :because, ended_at = :now,
                recheck_due = workflow_started_at is not null""";

    private final JdbcClient jdbc;

    public WorkSessionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<WorkSession> find(UUID sessionId) {
        return jdbc.sql("select " + COLUMNS + " from work_session where id = :id")
                .param("id", sessionId)
                .query(WorkSessionStore::session)
                .optional();
    }

    /** The open session of this agent on exactly this issue, or on this project as a whole. */
    public Optional<WorkSession> findOpen(UUID agentId, Optional<UUID> projectId, Optional<UUID> issueId) {
        return jdbc.sql("select " + COLUMNS + """
                 from work_session
                where agent_id = :agent and state = 'open'
                  and case when cast(:issue as uuid) is null
                           then issue_id is null and project_id = :project
                           else issue_id = :issue end""")
                .param("agent", agentId)
                .param("project", projectId.orElse(null))
                .param("issue", issueId.orElse(null))
                .query(WorkSessionStore::session)
                .optional();
    }

    /**
     * The open session that takes a write, the one on its issue, else the one on its project; its idle limit is put off.
     *
     * @return its id
     */
    public Optional<UUID> takeFor(UUID agentId, Optional<UUID> projectId, Optional<UUID> issueId, Instant now) {
        return jdbc.sql("""
                update work_session
                   set last_write_at = greatest(last_write_at, :now)
                 where id = (select id
                               from work_session
                              where agent_id = :agent and state = 'open'
                                and (issue_id = :issue or (issue_id is null and project_id = :project))
                              order by issue_id nulls last
                              limit 1)
                returning id""")
                .param("now", now.atOffset(UTC))
                .param("agent", agentId)
                .param("project", projectId.orElse(null), Types.OTHER)
                .param("issue", issueId.orElse(null), Types.OTHER)
                .query(UUID.class)
                .optional();
    }

    /** The agent's open sessions, the most recently used first. */
    public List<WorkSession> listOpen(UUID agentId) {
        return jdbc.sql("select " + COLUMNS + """
                 from work_session
                where agent_id = :agent and state = 'open'
                order by last_write_at desc
                limit 100""")
                .param("agent", agentId)
                .query(WorkSessionStore::session)
                .list();
    }

    /** Opens a session; false when its agent has been disabled or its owner blocked, which closed all of theirs. */
    public boolean insert(WorkSession session) {
        return jdbc.sql("""
                insert into work_session (id, agent_id, project_id, issue_id, target_label, goal, state, opened_at,
                                          last_write_at)
                select :id, a.id, :project, :issue, :label, :goal, 'open', :now, :now
                  from agent a
                 where a.id = :agent and""" + " " + ActiveAgent.CONDITION)
                        .param("id", session.id())
                        .param("agent", session.agentId())
                        .param("project", session.projectId().orElse(null), Types.OTHER)
                        .param("issue", session.issueId().orElse(null), Types.OTHER)
                        .param("label", session.targetLabel())
                        .param("goal", session.goal().orElse(null))
                        .param("now", session.openedAt().atOffset(UTC))
                        .update()
                == 1;
    }

    /** Puts off the idle limit; never back, though the clocks of processes differ. */
    public void touch(UUID sessionId, Instant now) {
        jdbc.sql("update work_session set last_write_at = greatest(last_write_at, :now) where id = :id")
                .param("id", sessionId)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** From here on the session takes no new writes. */
    public void beginFinish(UUID sessionId) {
        jdbc.sql("update work_session set state = 'finishing' where id = :id and state = 'open'")
                .param("id", sessionId)
                .update();
    }

    public void end(UUID sessionId, WorkSession.State end, String because, Instant now) {
        jdbc.sql("""
                update work_session
                   set state = :state, closed_because = :because, ended_at = :now
                 where id = :id and ended_at is null""")
                .param("id", sessionId)
                .param("state", end.name().toLowerCase(Locale.ROOT))
                .param("because", because)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /**
     * Opens a session again whose finish was refused. Where the agent has opened another on the same target meanwhile,
     * there can be no second, and this one closes.
     */
    public void reopen(UUID sessionId, Instant now) {
        int reopened = jdbc.sql("""
                update work_session s
                   set state = 'open'
                 where s.id = :id and s.state = 'finishing'
                   and not exists (
                         select 1 from work_session other
                          where other.agent_id = s.agent_id and other.state = 'open'
                            and other.issue_id is not distinct from s.issue_id
                            and (s.issue_id is not null or other.project_id is not distinct from s.project_id))""").param("id", sessionId).update();
        if (reopened == 0) {
            end(sessionId, WorkSession.State.CLOSED, "its finish was refused and a newer session is open", now);
        }
    }

    /** Closes a session on an issue, for its finish met none; false for one on a project, which can name another issue. */
    public boolean closeWithoutIssue(UUID sessionId, Instant now) {
        return jdbc.sql("""
                update work_session
                   set state = 'closed', ended_at = :now,
                       closed_because = 'its issue does not exist or may no longer be written to'
                 where id = :id and ended_at is null and issue_id is not null""")
                        .param("id", sessionId)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** Closes a session past its workflow, unless it has ended. */
    public void close(UUID sessionId, String because, Instant now) {
        jdbc.sql("update work_session " + CLOSE + " where id = :id and ended_at is null")
                .param("id", sessionId)
                .param("because", because)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** Has the workflow of a session told that its finish has ended it, unless that finish was in the workflow's hands. */
    public void recheckUnlessHanded(UUID sessionId, UUID finishId) {
        jdbc.sql("""
                update work_session
                   set recheck_due = true
                 where id = :id and ended_at is not null and workflow_started_at is not null
                   and not exists (select 1 from write_operation
                                    where id = :finish and dispatched_to = 'session')""").param("id", sessionId).param("finish", finishId).update();
    }

    /** Closes what has not ended of an agent, and says how many that were. */
    public int closeAllOf(UUID agentId, String because, Instant now) {
        return jdbc.sql("update work_session " + CLOSE + " where agent_id = :agent and ended_at is null")
                .param("agent", agentId)
                .param("because", because)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** Closes what has not ended of all agents of an owner, and says how many that were. */
    public int closeAllOfOwner(String tenant, String ownerUserId, String because, Instant now) {
        return jdbc.sql("update work_session " + CLOSE + " " + """
                 where ended_at is null
                   and agent_id in (select id from agent where tenant = :tenant and owner_user_id = :owner)""")
                .param("tenant", tenant)
                .param("owner", ownerUserId)
                .param("because", because)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** Sessions that were closed past their workflow, which has yet to be told. */
    public List<UUID> listRecheckDue(int limit) {
        return jdbc.sql("select id from work_session where recheck_due order by id limit :limit")
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** Their workflows know, or are no more. */
    public void markRechecked(Collection<UUID> sessionIds) {
        jdbc.sql("update work_session set recheck_due = false where id = any(:ids)")
                .param("ids", sessionIds.toArray(UUID[]::new))
                .update();
    }

    /** Whose acts the writes of a session are. */
    public record Owner(String tenant, String userId) {}

    public Owner owner(UUID sessionId) {
        return jdbc.sql("""
                select a.tenant, a.owner_user_id
                  from work_session s
                  join agent a on a.id = s.agent_id
                 where s.id = :id""")
                .param("id", sessionId)
                .query((row, number) -> new Owner(row.getString("tenant"), row.getString("owner_user_id")))
                .single();
    }

    /** Sessions whose workflow Temporal has not taken yet, oldest first. */
    public List<UUID> listUnstarted(int limit) {
        return jdbc.sql("""
                select id from work_session
                 where workflow_started_at is null and ended_at is null
                 order by opened_at
                 limit :limit""").param("limit", limit).query(UUID.class).list();
    }

    public SessionOrder order(UUID sessionId) {
        return jdbc.sql("""
                select s.id, s.agent_id, a.owner_user_id, s.target_label, p.workspace_slug, p.identifier, i.issue_key,
                       s.opened_at,""" + " " + IDLE_SINCE + """

                  from work_session s
                  join agent a on a.id = s.agent_id
                  left join issue_project i on i.issue_id = s.issue_id
                  left join known_project p on p.id = coalesce(s.project_id, i.project_id)
                 where s.id = :id""")
                .param("id", sessionId)
                .query((row, number) -> new SessionOrder(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("owner_user_id"),
                        row.getString("target_label"),
                        Optional.ofNullable(row.getString("workspace_slug")),
                        Optional.ofNullable(row.getString("identifier")),
                        Optional.ofNullable(row.getString("issue_key")),
                        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                        row.getObject("idle_since", OffsetDateTime.class).toInstant()))
                .single();
    }

    public void markWorkflowStarted(UUID sessionId, Instant now) {
        jdbc.sql("""
                update work_session
                   set workflow_started_at = :now,
                       -- Closed while Temporal was being told of it.
                       recheck_due = ended_at is not null
                 where id = :id and workflow_started_at is null""").param("id", sessionId).param("now", now.atOffset(UTC)).update();
    }

    /**
     * Takes up unended sessions whose workflow was not asked after for so long, those first that were not for longest, and
     * leaves them to others for as long.
     */
    public List<UUID> claimToAskAfter(Instant now, Duration interval, int limit) {
        return jdbc.sql("""
                update work_session
                   set workflow_asked_at = :now
                 where id in (select id from work_session
                               where ended_at is null and workflow_started_at is not null
                                 and coalesce(workflow_asked_at, workflow_started_at) < :before
                               order by coalesce(workflow_asked_at, workflow_started_at)
                               limit :limit
                                 for update skip locked)
                returning id""")
                .param("now", now.atOffset(UTC))
                .param("before", now.minus(interval).atOffset(UTC))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /**
     * Has the workflow started again that Temporal has closed or does not know, unless a write of the session is pending:
     * what that one was given to must be asked after first.
     *
     * @return whether it will be
     */
    public boolean forgetWorkflowUnlessPending(UUID sessionId) {
        return jdbc.sql("""
                update work_session s
                   set workflow_started_at = null
                 where s.id = :id and s.ended_at is null
                   and not exists (select 1 from write_operation w where w.session_id = s.id and w.ended_at is null)""").param("id", sessionId).update() == 1;
    }

    /** Temporal no longer knows its workflow: it is started again. */
    public void forgetWorkflow(UUID sessionId) {
        jdbc.sql("update work_session set workflow_started_at = null where id = :id and ended_at is null")
                .param("id", sessionId)
                .update();
    }

    static WorkSession session(ResultSet row, int number) throws SQLException {
        return new WorkSession(
                row.getObject("id", UUID.class),
                row.getObject("agent_id", UUID.class),
                Optional.ofNullable(row.getObject("project_id", UUID.class)),
                Optional.ofNullable(row.getObject("issue_id", UUID.class)),
                row.getString("target_label"),
                Optional.ofNullable(row.getString("goal")),
                WorkSession.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("last_write_at", OffsetDateTime.class).toInstant(),
                row.getObject("idle_since", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("closed_because")));
    }
}
