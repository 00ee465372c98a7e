package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code agent_token}. Holds hashes; a token itself is never stored. A token is deleted 30 days after it expired or was
 * revoked; the trail still names it.
 */
@Repository
public class AgentTokenStore implements Expiring {

    private static final Duration KEPT = Duration.ofDays(30);

    private static final String SELECT = """
            select id as token_id, agent_id, name as token_name, created_at as token_created_at, expires_at,
                   revoked_at, last_used_at, replaced_by
              from agent_token
            """;

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

    /** All tokens the agent has or had in the last 30 days, oldest first. */
    public List<AgentToken> list(UUID agentId) {
        return jdbc.sql(SELECT + "where agent_id = :agent order by id")
                .param("agent", agentId)
                .query(new AgentTokenRowMapper())
                .list();
    }

    /** The token, which nobody else changes until the end of this transaction. Empty when the agent has no such token. */
    Optional<AgentToken> lock(UUID agentId, UUID tokenId) {
        takeTurn(agentId);
        return jdbc.sql(SELECT + "where id = :token and agent_id = :agent for update")
                .param("agent", agentId)
                .param("token", tokenId)
                .query(new AgentTokenRowMapper())
                .optional();
    }

    /** Notes the token's successor, and when it now ends. */
    void replace(UUID tokenId, UUID successorId, Instant expiresAt) {
        jdbc.sql("update agent_token set replaced_by = :successor, expires_at = :expires where id = :token")
                .param("token", tokenId)
                .param("successor", successorId)
                .param("expires", expiresAt.atOffset(UTC))
                .update();
    }

    /**
     * Revokes a token and all that have come of it by rotation. Keeps the first moment of one that is revoked already. To be
     * called in a transaction.
     *
     * @return the tokens concerned; empty when the agent has no such token
     */
    public Set<UUID> revoke(UUID agentId, UUID tokenId, Instant now) {
        takeTurn(agentId);
        return Set.copyOf(jdbc.sql("""
                with recursive chain as (
                    select id, replaced_by from agent_token where id = :token and agent_id = :agent
                    union
                    select successor.id, successor.replaced_by
                      from agent_token successor
                      join chain on successor.id = chain.replaced_by)
                update agent_token set revoked_at = coalesce(revoked_at, :now)
                 where id in (select id from chain)
                returning id""")
                .param("agent", agentId)
                .param("token", tokenId)
                .param("now", now.atOffset(UTC))
                .query(UUID.class)
                .list());
    }

    /**
     * Has whoever rotates or revokes tokens of one agent do so one after the other, until the end of the transaction: or a
     * successor would be missed that is issued while its chain is revoked.
     */
    private void takeTurn(UUID agentId) {
        jdbc.sql("select id from agent where id = :agent for no key update")
                .param("agent", agentId)
                .query(UUID.class)
                .optional();
    }

    @Override
    public String what() {
        return "tokens";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from agent_token
                 where id in (select id
                                from agent_token
                               where least(expires_at, revoked_at) < :moment
                               order by least(expires_at, revoked_at)
                               limit :limit
                                 for update skip locked)""")
                .param("moment", now.minus(KEPT).atOffset(UTC))
                .param("limit", limit)
                .update();
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
