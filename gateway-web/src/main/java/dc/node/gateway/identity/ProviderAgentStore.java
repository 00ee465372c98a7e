package dc.node.gateway.identity;

import dc.node.gateway.grants.Grant;
import dc.node.gateway.grants.GrantRowMapper;
import dc.node.gateway.identity.provider.IdentityProvider;
import dc.node.gateway.identity.provider.IdentityProviderRowMapper;
import dc.node.gateway.identity.provider.IdentityProviderStore;
import dc.node.gateway.identity.provider.SubjectClaim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that authentication asks the database about a provider's token, in one query, so that nothing has to be cached. */
@Repository
class ProviderAgentStore {

    private static final RowMapper<IdentityProvider> PROVIDER = new IdentityProviderRowMapper();
    private static final RowMapper<Agent> AGENT = new AgentRowMapper();
    private static final RowMapper<Grant> GRANT = new GrantRowMapper();

    private final JdbcClient jdbc;

    ProviderAgentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The tenant's provider of the issuer that the token names, and the agent of the subject it names there. Both are only
     * what the token says: its signature is yet to be verified.
     */
    Optional<ProviderAgent> find(String tenant, SignedToken token) {
        return jdbc.sql("select " + IdentityProviderStore.COLUMNS + """
                       , a.id as agent_id, a.tenant, a.owner_user_id, a.owner_email, a.display_name,
                       a.created_at as agent_created_at, a.disabled_at, b.owner_user_id is not null as owner_blocked,
                       g.project_id, g.scopes, g.allow_terminal_states, g.highest_role, g.calls_per_minute,
                       g.writes_per_day
                  from identity_provider p
                  left join agent_binding s on s.provider_id = p.id
                   and s.subject = case p.subject_claim when 'sub' then :sub when 'azp' then :azp else :client_id end
                  left join agent a on a.id = s.agent_id and a.tenant = p.tenant
                  left join blocked_owner b on b.tenant = a.tenant and b.owner_user_id = a.owner_user_id
                  left join project_grant g on g.agent_id = a.id
                 where p.tenant = :tenant and p.issuer = :issuer""")
                .param("tenant", tenant)
                .param("issuer", token.issuer())
                .param("sub", token.subject(SubjectClaim.SUB).orElse(null))
                .param("azp", token.subject(SubjectClaim.AZP).orElse(null))
                .param("client_id", token.subject(SubjectClaim.CLIENT_ID).orElse(null))
                .query(ProviderAgentStore::providerAgent);
    }

    /** One row for each grant; a single one when there is none. */
    private static Optional<ProviderAgent> providerAgent(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        IdentityProvider provider = PROVIDER.mapRow(rows, 0);
        if (rows.getObject("agent_id") == null) {
            return Optional.of(new ProviderAgent(provider, Optional.empty(), Map.of()));
        }
        Agent agent = AGENT.mapRow(rows, 0);
        Map<UUID, Grant> grants = new HashMap<>();
        do {
            if (rows.getObject("project_id") != null) {
                Grant grant = GRANT.mapRow(rows, 0);
                grants.put(grant.projectId(), grant);
            }
        } while (rows.next());
        return Optional.of(new ProviderAgent(provider, Optional.of(agent), grants));
    }
}
