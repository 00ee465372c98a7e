package dc.node.gateway.streams;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who may go on listening, and the state of its grants, for many agents in one query. */
@Repository
class AgentStreamStore {

    /** Differs after every change of a grant, also one by hand that leaves {@code updated_at}; the same on every replica. */
    private static final String STATE = """
            coalesce((select md5(string_agg(row(g.project_id, g.scopes, g.allow_terminal_states, g.highest_role,
                                                g.calls_per_minute, g.writes_per_day,
                                                extract(epoch from g.updated_at))::text, ',' order by g.project_id))
                        from project_grant g where g.agent_id = a.id), 'none') as state
            """;

    private static final String ACTIVE = """
            a.disabled_at is null
               and not exists (select from blocked_owner b
                                where b.tenant = a.tenant and b.owner_user_id = a.owner_user_id)
            """;

    private final JdbcClient jdbc;

    AgentStreamStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of these tokens of the gateway those in force, each with the state of its agent's grants. */
    Map<UUID, String> tokens(Set<UUID> tokens, Instant now) {
        Map<UUID, String> states = new HashMap<>();
        if (!tokens.isEmpty()) {
            jdbc.sql("select t.id, " + STATE + """
                          from agent_token t join agent a on a.id = t.agent_id
                         where t.id = any(:tokens) and t.revoked_at is null and t.expires_at > :now and
                        """ + ACTIVE)
                    .param("tokens", tokens.toArray(UUID[]::new))
                    .param("now", now.atOffset(UTC))
                    .query((row, number) -> states.put(row.getObject("id", UUID.class), row.getString("state")))
                    .list();
        }
        return states;
    }

    /** An agent's binding to an identity provider. */
    record Binding(UUID providerId, UUID agentId) {}

    /** @param clockSkewSeconds for how long after its end a token of the provider still counts */
    record BoundAgent(String state, int clockSkewSeconds) {}

    /** Of these bindings those in force. */
    Map<Binding, BoundAgent> bindings(Set<Binding> bindings) {
        Map<Binding, BoundAgent> found = new HashMap<>();
        if (!bindings.isEmpty()) {
            Set<UUID> agents = bindings.stream().map(Binding::agentId).collect(toUnmodifiableSet());
            jdbc.sql("select s.provider_id, s.agent_id, p.clock_skew_seconds, " + STATE + """
                          from agent_binding s
                          join identity_provider p on p.id = s.provider_id
                          join agent a on a.id = s.agent_id
                         where s.agent_id = any(:agents) and p.disabled_at is null and
                        """ + ACTIVE)
                    .param("agents", agents.toArray(UUID[]::new))
                    .query((row, number) -> found.put(
                            new Binding(
                                    row.getObject("provider_id", UUID.class), row.getObject("agent_id", UUID.class)),
                            new BoundAgent(row.getString("state"), row.getInt("clock_skew_seconds"))))
                    .list();
            found.keySet().retainAll(bindings);
        }
        return found;
    }
}
