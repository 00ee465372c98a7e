package dc.node.gateway.identity;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code blocked_owner}: whoever is in it has no agent that may act. */
@Repository
public class BlockedOwnerStore {

    private final JdbcClient jdbc;

    public BlockedOwnerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Changes nothing when the owner is blocked already. The owner need not have an agent yet. */
    public void block(String tenant, String ownerUserId, Instant now) {
        jdbc.sql("""
                insert into blocked_owner (tenant, owner_user_id, blocked_at) values (:tenant, :owner, :now)
                on conflict (tenant, owner_user_id) do nothing""")
                .param("tenant", tenant)
                .param("owner", ownerUserId)
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** Changes nothing when the owner is not blocked. */
    public void unblock(String tenant, String ownerUserId) {
        jdbc.sql("delete from blocked_owner where tenant = :tenant and owner_user_id = :owner")
                .param("tenant", tenant)
                .param("owner", ownerUserId)
                .update();
    }
}
