package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code agent_token}. Holds hashes; a token itself is never stored. */
@Repository
public class AgentTokenStore {

    private final JdbcClient jdbc;

    public AgentTokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void create(UUID id, UUID agentId, String name, OpaqueToken token, Instant now, Instant expiresAt) {
        jdbc.sql("""
                insert into agent_token (id, agent_id, name, token_sha256, created_at, expires_at)
                values (:id, :agent, :name, :hash, :now, :expires)""")
                .param("id", id)
                .param("agent", agentId)
                .param("name", name)
                .param("hash", token.sha256())
                .param("now", now.atOffset(UTC))
                .param("expires", expiresAt.atOffset(UTC))
                .update();
    }

    /** All tokens the agent ever had, oldest first. */
    public List<AgentToken> list(UUID agentId) {
        return jdbc.sql("""
                select id as token_id, agent_id, name as token_name, created_at as token_created_at, expires_at,
                       revoked_at, last_used_at
                  from agent_token
                 where agent_id = :agent
                 order by id""")
                .param("agent", agentId)
                .query(new AgentTokenRowMapper())
                .list();
    }

    /** Keeps the first moment when it is revoked already. False when the agent has no such token. */
    public boolean revoke(UUID agentId, UUID tokenId, Instant now) {
        return jdbc.sql("""
                        update agent_token set revoked_at = coalesce(revoked_at, :now)
                         where id = :token and agent_id = :agent""")
                        .param("agent", agentId)
                        .param("token", tokenId)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** Notes a use, unless one within the grain before it is noted already. */
    public void recordUse(UUID tokenId, Instant now, Duration grain) {
        jdbc.sql("""
                update agent_token set last_used_at = :now
                 where id = :token and (last_used_at is null or last_used_at <= :stale)""")
                .param("token", tokenId)
                .param("now", now.atOffset(UTC))
                .param("stale", now.minus(grain).atOffset(UTC))
                .update();
    }
}
