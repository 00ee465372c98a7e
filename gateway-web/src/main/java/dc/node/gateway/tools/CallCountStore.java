package dc.node.gateway.tools;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code call_count}: calls of an agent in a project in one minute. A minute is deleted some minutes later. */
@Repository
class CallCountStore implements Expiring {

    /** Longer than the clocks of two replicas may differ. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;

    CallCountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts a call in each of these projects where fewer than its limit were counted in this minute. One statement, so that
     * of many calls at once no more pass.
     *
     * @param limits the most calls a minute, by project
     * @return a project whose calls are used up, in which this one was not counted; whoever refuses the call for that rolls
     *     back what was counted in the others. Empty when it was counted in all.
     */
    Optional<UUID> count(UUID agentId, SortedMap<UUID, Integer> limits, Instant now) {
        return jdbc.sql("""
                with wanted as (
                    select project_id, most
                      from unnest(cast(:projects as uuid[]), cast(:limits as integer[])) as w (project_id, most)),
                counted as (
                    insert into call_count as known (minute, agent_id, project_id, calls)
                    select cast(:minute as timestamptz), cast(:agent as uuid), project_id, 1 from wanted order by project_id
                        on conflict (minute, agent_id, project_id) do update
                       set calls = known.calls + 1
                     where known.calls < (select most from wanted where wanted.project_id = known.project_id)
                    returning project_id)
                select project_id
                  from wanted
                 where project_id not in (select project_id from counted)
                 order by project_id
                 limit 1""")
                .param("minute", now.truncatedTo(ChronoUnit.MINUTES).atOffset(UTC))
                .param("agent", agentId)
                .param("projects", limits.keySet().toArray(UUID[]::new))
                .param("limits", limits.values().toArray(Integer[]::new))
                .query(UUID.class)
                .optional();
    }

    @Override
    public String what() {
        return "counts of calls";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from call_count
                 where (minute, agent_id, project_id) in (select minute, agent_id, project_id
                                                            from call_count
                                                           where minute < :moment
                                                           order by minute
                                                           limit :limit
                                                             for update skip locked)""")
                .param("moment", now.minus(KEPT).atOffset(UTC))
                .param("limit", limit)
                .update();
    }
}
