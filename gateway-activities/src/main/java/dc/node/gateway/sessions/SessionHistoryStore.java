package dc.node.gateway.sessions;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Sessions and their writes as administrators look at them, those that have ended included. */
@Repository
public class SessionHistoryStore {

    /** To be filled with a condition on the session {@code s}, its agent {@code a} and the known issue {@code i}. */
    private static final String OVERVIEWS = """
            with page as (
              select s.*, coalesce(s.project_id, i.project_id) as known_project_id, i.issue_key, a.tenant,
                     a.owner_user_id, a.display_name,""" + " " + WorkSessionStore.IDLE_SINCE + """

                from work_session s
                join agent a on a.id = s.agent_id
                left join issue_project i on i.issue_id = s.issue_id
               where %s
               order by s.id desc
               limit :limit)
            select page.*, p.workspace_slug, p.identifier, w.landed, w.pending, w.rejected,
                   coalesce(w.oldest_pending_at < :stuckBefore, false) as stuck
              from page
              left join known_project p on p.id = page.known_project_id
              cross join lateral (
                select count(*) filter (where counted and state = 'succeeded')                as landed,
                       count(*) filter (where counted and ended_at is null)                   as pending,
                       count(*) filter (where counted and state in ('rejected', 'cancelled')) as rejected,
                       min(accepted_at) filter (where ended_at is null)                       as oldest_pending_at
                  from (select state, ended_at, accepted_at,
                               tool not in ('tasker_start_work_session', 'tasker_finish_work_session') as counted
                          from write_operation
                         where session_id = page.id) written) w
             order by page.id desc""";

    private static final String ONE = OVERVIEWS.formatted("s.id = :id");

    private static final String FILTERED = OVERVIEWS.formatted("""
            (:unended::boolean is null or (s.ended_at is null) = :unended)
                 and (:agent::uuid is null or s.agent_id = :agent)
                 and (:owner::text is null or a.owner_user_id = :owner)
                 and (:project::uuid is null or s.project_id = :project
                      or (s.project_id is null and i.project_id = :project))
                 and (:stuck::boolean is null
                      or :stuck = (s.id in (select session_id from write_operation
                                             where ended_at is null and session_id is not null
                                               and accepted_at < :stuckBefore)))
                 and (:before::uuid is null or s.id < :before)""");

    private final JdbcClient jdbc;
    private final Clock clock;

    public SessionHistoryStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The sessions that match, newest first; their ids are in the order of their starts.
     *
     * @param before only sessions started before this one, which is the last of the page before
     */
    public List<SessionOverview> find(SessionFilter filter, Optional<UUID> before, int limit) {
        return jdbc.sql(FILTERED)
                .param("unended", filter.unended().orElse(null))
                .param("agent", filter.agentId().orElse(null))
                .param("owner", filter.ownerUserId().orElse(null))
                .param("project", filter.projectId().orElse(null))
                .param("stuck", filter.stuck().orElse(null))
                .param("before", before.orElse(null))
                .param("limit", limit)
                .param("stuckBefore", stuckBefore())
                .query(SessionHistoryStore::overview)
                .list();
    }

    public Optional<SessionOverview> find(UUID sessionId) {
        return jdbc.sql(ONE)
                .param("id", sessionId)
                .param("limit", 1)
                .param("stuckBefore", stuckBefore())
                .query(SessionHistoryStore::overview)
                .optional();
    }

    /**
     * The writes of a session that the ledger still remembers, in their order, from a later start to its finish; the
     * start that opened it is the session's own row.
     *
     * @param after only writes with a higher sequence
     */
    public List<SessionWrite> writes(UUID sessionId, long after, int limit) {
        return jdbc.sql("""
                select w.sequence, w.id, w.tool, w.issue_id, coalesce(i.issue_key, w.target_label) as target, w.state,
                       w.accepted_at, w.ended_at, w.attempts,
                       case when w.state in ('rejected', 'cancelled') then w.result end as refusal
                  from write_operation w
                  left join issue_project i on i.issue_id = w.issue_id
                 where w.session_id = :session and w.sequence > :after and w.id <> :session
                 order by w.sequence
                 limit :limit""")
                .param("session", sessionId)
                .param("after", after)
                .param("limit", limit)
                .query(SessionHistoryStore::write)
                .list();
    }

    private OffsetDateTime stuckBefore() {
        return clock.instant().minus(SessionOverview.STUCK_AFTER).atOffset(UTC);
    }

    private static SessionOverview overview(ResultSet row, int number) throws SQLException {
        return new SessionOverview(
                WorkSessionStore.session(row, number)
                        .inProject(Optional.ofNullable(row.getObject("known_project_id", UUID.class))),
                row.getString("tenant"),
                row.getString("owner_user_id"),
                row.getString("display_name"),
                Optional.ofNullable(row.getString("workspace_slug")),
                Optional.ofNullable(row.getString("identifier")),
                Optional.ofNullable(row.getString("issue_key")),
                new SessionCounts(row.getInt("landed"), row.getInt("pending"), row.getInt("rejected")),
                row.getBoolean("stuck"));
    }

    private static SessionWrite write(ResultSet row, int number) throws SQLException {
        return new SessionWrite(
                row.getLong("sequence"),
                row.getObject("id", UUID.class),
                row.getString("tool"),
                Optional.ofNullable(row.getObject("issue_id", UUID.class)),
                row.getString("target"),
                row.getString("state"),
                row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("attempts"),
                error(row.getString("refusal")));
    }

    private static Optional<SessionWrite.Refusal> error(@Nullable String result) {
        return Optional.ofNullable(result).map(text -> {
            JsonNode error = Json.MAPPER.readTree(text).path("error");
            return new SessionWrite.Refusal(
                    error.path("code").asString(""), error.path("message").asString(""));
        });
    }
}
