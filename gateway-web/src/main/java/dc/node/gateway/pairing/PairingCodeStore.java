package dc.node.gateway.pairing;

import static java.time.ZoneOffset.UTC;

import dc.node.gateway.upkeep.Expiring;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code pairing_code}. Holds hashes; a code itself is never stored. A code is deleted a day after it expired. */
@Repository
public class PairingCodeStore implements Expiring {

    private static final Duration KEPT = Duration.ofDays(1);

    private static final String MAY_ACT = """
            a.disabled_at is null
              and not exists (select 1 from blocked_owner b
                               where b.tenant = a.tenant and b.owner_user_id = a.owner_user_id)
            """;

    private final JdbcClient jdbc;

    public PairingCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A code that has just been redeemed, and whose it was. */
    record Redeemed(
            UUID id, UUID agentId, String tenant, String ownerUserId, Optional<String> tokenName, int tokenDays) {}

    /**
     * Why a code was refused, for the trail only.
     *
     * @param reason a code in lower case
     */
    record Refusal(String reason, Optional<Holder> holder) {}

    /** Whose code it is. */
    record Holder(UUID agentId, String tenant, String ownerUserId) {}

    public void create(
            UUID id,
            UUID agentId,
            PairingCode code,
            Optional<String> tokenName,
            int tokenDays,
            Instant now,
            Instant expiresAt) {
        jdbc.sql("""
                insert into pairing_code (id, agent_id, code_sha256, token_name, token_days, created_at, expires_at)
                values (:id, :agent, :hash, :name, :days, :now, :expires)""")
                .param("id", id)
                .param("agent", agentId)
                .param("hash", code.sha256())
                .param("name", tokenName.orElse(null))
                .param("days", tokenDays)
                .param("now", now.atOffset(UTC))
                .param("expires", expiresAt.atOffset(UTC))
                .update();
    }

    /** The agent's codes of the last day, oldest first. */
    public List<IssuedPairing> list(UUID agentId) {
        return jdbc.sql("""
                select id, token_name, token_days, created_at, expires_at, redeemed_at, revoked_at
                  from pairing_code
                 where agent_id = :agent
                 order by id""")
                .param("agent", agentId)
                .query(PairingCodeStore::issued)
                .list();
    }

    /**
     * Keeps the first moment when it is revoked already.
     *
     * @return the code as it stands now, which is not revoked if it had been redeemed; empty when the agent has no such code
     */
    public Optional<IssuedPairing> revoke(UUID agentId, UUID id, Instant now) {
        return jdbc.sql("""
                update pairing_code
                   set revoked_at = case when redeemed_at is null then coalesce(revoked_at, :now) end
                 where id = :id and agent_id = :agent
                returning id, token_name, token_days, created_at, expires_at, redeemed_at, revoked_at""")
                .param("agent", agentId)
                .param("id", id)
                .param("now", now.atOffset(UTC))
                .query(PairingCodeStore::issued)
                .optional();
    }

    /**
     * Takes the code if it is good and its agent may act. One statement, so that of many who redeem it at once one gets it.
     */
    Optional<Redeemed> redeem(PairingCode code, Instant now) {
        return jdbc.sql("""
                update pairing_code c
                   set redeemed_at = :now
                  from agent a
                 where c.code_sha256 = :hash and c.redeemed_at is null and c.revoked_at is null and c.expires_at > :now
                   and a.id = c.agent_id and""" + " " + MAY_ACT + """
                returning c.id, c.agent_id, a.tenant, a.owner_user_id, c.token_name, c.token_days""")
                .param("hash", code.sha256())
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Redeemed(
                        row.getObject("id", UUID.class),
                        row.getObject("agent_id", UUID.class),
                        row.getString("tenant"),
                        row.getString("owner_user_id"),
                        Optional.ofNullable(row.getString("token_name")),
                        row.getInt("token_days")))
                .optional();
    }

    /** Why this code was not taken just now. */
    Refusal refusal(PairingCode code, Instant now) {
        return jdbc.sql("""
                select c.agent_id, a.tenant, a.owner_user_id,
                       case when c.revoked_at is not null then 'revoked_pairing_code'
                            when c.redeemed_at is not null then 'used_pairing_code'
                            when c.expires_at <= :now then 'expired_pairing_code'
                            when a.disabled_at is not null then 'agent_disabled'
                            else 'owner_blocked' end as reason
                  from pairing_code c
                  join agent a on a.id = c.agent_id
                 where c.code_sha256 = :hash""")
                .param("hash", code.sha256())
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Refusal(
                        row.getString("reason"),
                        Optional.of(new Holder(
                                row.getObject("agent_id", UUID.class),
                                row.getString("tenant"),
                                row.getString("owner_user_id")))))
                .optional()
                .orElseGet(() -> new Refusal("unknown_pairing_code", Optional.empty()));
    }

    @Override
    public String what() {
        return "pairing codes";
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        return jdbc.sql("""
                delete from pairing_code
                 where id in (select id
                                from pairing_code
                               where expires_at < :moment
                               order by expires_at
                               limit :limit
                                 for update skip locked)""")
                .param("moment", now.minus(KEPT).atOffset(UTC))
                .param("limit", limit)
                .update();
    }

    private static IssuedPairing issued(ResultSet row, int number) throws SQLException {
        return new IssuedPairing(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getString("token_name")),
                row.getInt("token_days"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                instant(row, "redeemed_at"),
                instant(row, "revoked_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
