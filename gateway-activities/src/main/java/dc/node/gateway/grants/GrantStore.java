package dc.node.gateway.grants;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code project_grant}. */
@Repository
public class GrantStore {

    private static final String COLUMNS =
            "project_id, scopes, allow_terminal_states, highest_role, calls_per_minute, writes_per_day";

    private final JdbcClient jdbc;
    private final Clock clock;

    public GrantStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<Grant> find(UUID agentId, UUID projectId) {
        return jdbc.sql("select " + COLUMNS + " from project_grant where agent_id = :agent and project_id = :project")
                .param("agent", agentId)
                .param("project", projectId)
                .query(new GrantRowMapper())
                .optional();
    }

    public List<Grant> list(UUID agentId) {
        return jdbc.sql("select " + COLUMNS
                        + " from project_grant where agent_id = :agent order by created_at, project_id")
                .param("agent", agentId)
                .query(new GrantRowMapper())
                .list();
    }

    /** Creates the agent's grant in the project, or puts this one in its place. */
    public void put(UUID agentId, Grant grant) {
        jdbc.sql("""
                insert into project_grant (agent_id, project_id, scopes, allow_terminal_states, highest_role,
                                           calls_per_minute, writes_per_day, created_at, updated_at)
                values (:agent, :project, :scopes, :terminal, :role, :calls, :writes, :now, :now)
                    on conflict (agent_id, project_id) do update
                   set scopes = excluded.scopes, allow_terminal_states = excluded.allow_terminal_states,
                       highest_role = excluded.highest_role, calls_per_minute = excluded.calls_per_minute,
                       writes_per_day = excluded.writes_per_day, updated_at = excluded.updated_at""")
                .param("agent", agentId)
                .param("project", grant.projectId())
                .param(
                        "scopes",
                        grant.scopes().stream().map(Scope::wireName).sorted().toArray(String[]::new))
                .param("terminal", grant.allowTerminalStates())
                .param("role", grant.highestRole().number())
                .param("calls", boxed(grant.callsPerMinute()).orElse(null))
                .param("writes", boxed(grant.writesPerDay()).orElse(null))
                .param("now", clock.instant().atOffset(UTC))
                .update();
    }

    /** False when there was none. */
    public boolean delete(UUID agentId, UUID projectId) {
        return jdbc.sql("delete from project_grant where agent_id = :agent and project_id = :project")
                        .param("agent", agentId)
                        .param("project", projectId)
                        .update()
                == 1;
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
