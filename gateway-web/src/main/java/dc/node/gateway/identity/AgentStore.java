package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code agent}. Agents are never deleted: the trail names them for good. */
@Repository
public class AgentStore {

    private static final String SELECT = """
            select a.id as agent_id, a.tenant, a.owner_user_id, a.owner_email, a.display_name,
                   a.created_at as agent_created_at, a.disabled_at, b.owner_user_id is not null as owner_blocked
              from agent a
              left join blocked_owner b on b.tenant = a.tenant and b.owner_user_id = a.owner_user_id
            """;

    private final JdbcClient jdbc;

    public AgentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void create(UUID id, String tenant, String ownerUserId, String ownerEmail, String displayName, Instant now) {
        jdbc.sql("""
                insert into agent (id, tenant, owner_user_id, owner_email, display_name, created_at)
                values (:id, :tenant, :owner, :email, :name, :now)""")
                .param("id", id)
                .param("tenant", tenant)
                .param("owner", ownerUserId)
                .param("email", ownerEmail)
                .param("name", displayName)
                .param("now", now.atOffset(UTC))
                .update();
    }

    public Optional<Agent> find(UUID id) {
        return jdbc.sql(SELECT + "where a.id = :id")
                .param("id", id)
                .query(new AgentRowMapper())
                .optional();
    }

    /**
     * The agents that match, oldest first; their ids are in the order of their making.
     *
     * @param after only agents made after this one, which is the last of the page before
     * @param limit the most agents to return
     */
    public List<Agent> list(AgentFilter filter, Optional<UUID> after, int limit) {
        return jdbc.sql(SELECT + """
                where (:owner::text is null or a.owner_user_id = :owner)
                  and (:tenant::text is null or a.tenant = :tenant)
                  and (:active::boolean is null or (a.disabled_at is null and b.owner_user_id is null) = :active)
                  and (:after::uuid is null or a.id > :after)
                order by a.id
                limit :limit""")
                .param("owner", filter.ownerUserId().orElse(null))
                .param("tenant", filter.tenant().orElse(null))
                .param("active", filter.active().orElse(null))
                .param("after", after.orElse(null))
                .param("limit", limit)
                .query(new AgentRowMapper())
                .list();
    }

    /** False when there is no such agent. */
    public boolean rename(UUID id, String displayName) {
        return jdbc.sql("update agent set display_name = :name where id = :id")
                        .param("id", id)
                        .param("name", displayName)
                        .update()
                == 1;
    }

    /** Keeps the first moment when it is disabled already. False when there is no such agent. */
    public boolean disable(UUID id, Instant now) {
        return jdbc.sql("update agent set disabled_at = coalesce(disabled_at, :now) where id = :id")
                        .param("id", id)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** False when there is no such agent. */
    public boolean enable(UUID id) {
        return jdbc.sql("update agent set disabled_at = null where id = :id")
                        .param("id", id)
                        .update()
                == 1;
    }
}
