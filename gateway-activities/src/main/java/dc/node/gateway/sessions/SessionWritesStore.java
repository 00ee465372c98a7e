package dc.node.gateway.sessions;

import dc.node.gateway.json.Json;
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

    /** How many of the writes {@code w} landed, have not ended, or were refused; a row without a write counts for none. */
    private static final String COUNTS = """
            count(w.id) filter (where w.state = 'succeeded')                as landed,
            count(w.id) filter (where w.ended_at is null)                   as pending,
            count(w.id) filter (where w.state in ('rejected', 'cancelled')) as rejected
            """;

    /** Which writes {@code w} count: what the session is for, not its own start and finish. */
    private static final String COUNTED = """
            w.tool not in ('tasker_start_work_session', 'tasker_finish_work_session')
            """;

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
                .sql("select w.session_id, " + COUNTS + """
                  from write_operation w
                 where w.session_id = any(:ids)
                   and""" + " " + COUNTED + """
                 group by w.session_id""")
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
        return jdbc.sql("select s.state, " + COUNTS + """
                  from work_session s
                  left join write_operation w
                    on w.session_id = s.id
                   and""" + " " + COUNTED + """
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

    /** The issues this session's landed writes were about, in the order they were first touched: at most 20. */
    public List<TouchedIssue> touchedIssues(UUID sessionId) {
        return jdbc.sql("""
                select w.issue_id, i.issue_key
                  from write_operation w
                  left join issue_project i on i.issue_id = w.issue_id
                 where w.session_id = :id and w.state = 'succeeded' and w.issue_id is not null
                   and w.tool <> 'tasker_start_work_session'
                 group by w.issue_id, i.issue_key
                 order by min(w.sequence)
                 limit 20""")
                .param("id", sessionId)
                .query((row, number) -> new TouchedIssue(
                        row.getObject("issue_id", UUID.class), Optional.ofNullable(row.getString("issue_key"))))
                .list();
    }

    /** The writes of this session that were refused, oldest first: at most 20. */
    public List<RejectedWrite> rejectedWrites(UUID sessionId) {
        return jdbc.sql("""
                select w.tool, coalesce(i.issue_key, w.target_label) as target, w.result
                  from write_operation w
                  left join issue_project i on i.issue_id = w.issue_id
                 where w.session_id = :id and w.state in ('rejected', 'cancelled')
                   and w.tool <> 'tasker_finish_work_session'
                 order by w.sequence
                 limit 20""")
                .param("id", sessionId)
                .query((row, number) -> new RejectedWrite(
                        row.getString("tool"), row.getString("target"), reason(row.getString("result"))))
                .list();
    }

    private static String reason(String result) {
        return Json.MAPPER.readTree(result).path("error").path("message").asString("no reason recorded");
    }
}
