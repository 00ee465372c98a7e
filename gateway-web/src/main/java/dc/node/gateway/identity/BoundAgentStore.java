package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code agent_binding}. */
@Repository
public class BoundAgentStore {

    private static final RowMapper<Agent> AGENT = new AgentRowMapper();
    private static final String SELECT = """
            select a.id as agent_id, a.tenant, a.owner_user_id, a.owner_email, a.display_name,
                   a.created_at as agent_created_at, a.disabled_at, b.owner_user_id is not null as owner_blocked,
                   s.provider_id, s.subject
              from agent_binding s
              join agent a on a.id = s.agent_id
              left join blocked_owner b on b.tenant = a.tenant and b.owner_user_id = a.owner_user_id
            """;

    private final JdbcClient jdbc;

    public BoundAgentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the provider's subject is bound already. */
    public boolean bind(UUID providerId, String subject, UUID agentId, Instant now) {
        return jdbc.sql("""
                        insert into agent_binding (provider_id, subject, agent_id, created_at)
                        values (:provider, :subject, :agent, :now)
                        on conflict (provider_id, subject) do nothing""")
                        .param("provider", providerId)
                        .param("subject", subject)
                        .param("agent", agentId)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** Empty when it is bound to no subject. */
    public Optional<BoundAgent> find(UUID agentId) {
        return jdbc.sql(SELECT + "where s.agent_id = :agent")
                .param("agent", agentId)
                .query(BoundAgentStore::boundAgent)
                .optional();
    }

    /**
     * The bound agents, oldest first.
     *
     * @param providerId of any provider when empty
     * @param tenant of any tenant when empty
     * @param after only agents made after this one, which is the last of the page before
     * @param limit the most to return
     */
    public List<BoundAgent> list(Optional<UUID> providerId, Optional<String> tenant, Optional<UUID> after, int limit) {
        return jdbc.sql(SELECT + """
                where (:provider::uuid is null or s.provider_id = :provider)
                  and (:tenant::text is null or a.tenant = :tenant)
                  and (:after::uuid is null or s.agent_id > :after)
                order by s.agent_id
                limit :limit""")
                .param("provider", providerId.orElse(null))
                .param("tenant", tenant.orElse(null))
                .param("after", after.orElse(null))
                .param("limit", limit)
                .query(BoundAgentStore::boundAgent)
                .list();
    }

    public void unbind(UUID agentId) {
        jdbc.sql("delete from agent_binding where agent_id = :agent")
                .param("agent", agentId)
                .update();
    }

    /** How many there were. */
    public int unbindAllOf(UUID providerId) {
        return jdbc.sql("delete from agent_binding where provider_id = :provider")
                .param("provider", providerId)
                .update();
    }

    private static BoundAgent boundAgent(ResultSet row, int number) throws SQLException {
        return new BoundAgent(
                AGENT.mapRow(row, number), row.getObject("provider_id", UUID.class), row.getString("subject"));
    }
}
