package dc.node.gateway.sessions;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The writes of a session, read from the ledger's table. */
@Repository
public class SessionWritesStore {

    private final JdbcClient jdbc;

    public SessionWritesStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public SessionCounts counts(UUID sessionId) {
        return counts(List.of(sessionId)).getOrDefault(sessionId, SessionCounts.NONE);
    }

    /** The counts of these sessions; those that have written nothing are left out. */
    public Map<UUID, SessionCounts> counts(Collection<UUID> sessionIds) {
        return jdbc
                .sql("""
                select session_id,
                       count(*) filter (where state = 'succeeded')                as landed,
                       count(*) filter (where ended_at is null)                   as pending,
                       count(*) filter (where state in ('rejected', 'cancelled')) as rejected
                  from write_operation
                 where session_id = any(:ids)
                   and tool not in ('tasker_start_work_session', 'tasker_finish_work_session')
                 group by session_id""")
                .param("ids", sessionIds.toArray(UUID[]::new))
                .query((row, number) -> Map.entry(
                        row.getObject("session_id", UUID.class),
                        new SessionCounts(row.getInt("landed"), row.getInt("pending"), row.getInt("rejected"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How the session stands, in names, numbers and ids only; empty when there is no such session. */
    public Optional<SessionStanding> standing(UUID sessionId, Instant now) {
        Optional<LastRefusal> lastRefusal = lastRefusal(sessionId);
        return jdbc.sql("""
                select s.state,
                       count(w.id) filter (where w.state = 'succeeded')                as landed,
                       count(w.id) filter (where w.id is not null and w.ended_at is null) as pending,
                       count(w.id) filter (where w.state in ('rejected', 'cancelled')) as rejected
                  from work_session s
                  left join write_operation w
                    on w.session_id = s.id
                   and w.tool not in ('tasker_start_work_session', 'tasker_finish_work_session')
                 where s.id = :id
                 group by s.state""")
                .param("id", sessionId)
                .query((row, number) -> new SessionStanding(
                        row.getString("state"),
                        row.getInt("landed"),
                        row.getInt("pending"),
                        row.getInt("rejected"),
                        lastRefusal,
                        now))
                .optional();
    }

    private Optional<LastRefusal> lastRefusal(UUID sessionId) {
        return jdbc.sql("""
                select id, tool, coalesce(result::json -> 'error' ->> 'code', state) as code, ended_at
                  from write_operation
                 where session_id = :id and state in ('rejected', 'cancelled')
                 order by ended_at desc
                 limit 1""")
                .param("id", sessionId)
                .query((row, number) -> new LastRefusal(
                        row.getObject("id", UUID.class),
                        row.getString("tool"),
                        row.getString("code"),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** The issues this session's landed writes were about, in the order they were first touched. */
    public List<UUID> touchedIssues(UUID sessionId) {
        return jdbc.sql("""
                select issue_id
                  from write_operation
                 where session_id = :id and state = 'succeeded' and issue_id is not null
                   and tool <> 'tasker_start_work_session'
                 group by issue_id
                 order by min(sequence)
                 limit 20""").param("id", sessionId).query(UUID.class).list();
    }

    /** Sentences on the writes of this session that were refused, oldest first. */
    public List<RejectedWrite> rejectedWrites(UUID sessionId) {
        return jdbc.sql("""
                select tool, result
                  from write_operation
                 where session_id = :id and state in ('rejected', 'cancelled')
                   and tool <> 'tasker_finish_work_session'
                 order by sequence
                 limit 20""")
                .param("id", sessionId)
                .query((row, number) -> new RejectedWrite(row.getString("tool"), row.getString("result")))
                .list();
    }
}
