package dc.node.gateway.tools;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
     * Counts a call, if fewer than {@code limit} were counted in its minute. One statement, so that of many calls at once no
     * more pass.
     *
     * @return false when it was not counted
     */
    boolean count(UUID agentId, UUID projectId, int limit, Instant now) {
        return jdbc.sql("""
                insert into call_count as counted (minute, agent_id, project_id, calls)
                values (:minute, :agent, :project, 1)
                    on conflict (minute, agent_id, project_id) do update
                   set calls = counted.calls + 1
                 where counted.calls < :limit""")
                        .param("minute", now.truncatedTo(ChronoUnit.MINUTES).atOffset(UTC))
                        .param("agent", agentId)
                        .param("project", projectId)
                        .param("limit", limit)
                        .update()
                == 1;
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
