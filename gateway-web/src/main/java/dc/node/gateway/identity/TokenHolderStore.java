package dc.node.gateway.identity;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.GrantRowMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that authentication asks the database, in one query, so that nothing has to be cached. */
@Repository
class TokenHolderStore {

    private static final RowMapper<AgentToken> TOKEN = new AgentTokenRowMapper();
    private static final RowMapper<Agent> AGENT = new AgentRowMapper();
    private static final RowMapper<Grant> GRANT = new GrantRowMapper();

    private final JdbcClient jdbc;

    TokenHolderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<TokenHolder> find(OpaqueToken token) {
        return jdbc.sql("""
                select t.id as token_id, t.name as token_name, t.created_at as token_created_at, t.expires_at,
                       t.revoked_at, t.last_used_at, t.replaced_by,
                       a.id as agent_id, a.tenant, a.owner_user_id, a.owner_email, a.display_name,
                       a.created_at as agent_created_at, a.disabled_at, b.owner_user_id is not null as owner_blocked,
                       g.project_id, g.scopes, g.allow_terminal_states, g.highest_role, g.calls_per_minute,
                       g.writes_per_day
                  from agent_token t
                  join agent a on a.id = t.agent_id
                  left join blocked_owner b on b.tenant = a.tenant and b.owner_user_id = a.owner_user_id
                  left join project_grant g on g.agent_id = a.id
                 where t.token_sha256 = :hash""").param("hash", token.sha256()).query(TokenHolderStore::holder);
    }

    /** One row for each grant; a single one without a project when there is none. */
    private static Optional<TokenHolder> holder(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        AgentToken token = TOKEN.mapRow(rows, 0);
        Agent agent = AGENT.mapRow(rows, 0);
        Map<UUID, Grant> grants = new HashMap<>();
        do {
            if (rows.getObject("project_id") != null) {
                Grant grant = GRANT.mapRow(rows, 0);
                grants.put(grant.projectId(), grant);
            }
        } while (rows.next());
        return Optional.of(new TokenHolder(token, agent, grants));
    }
}
