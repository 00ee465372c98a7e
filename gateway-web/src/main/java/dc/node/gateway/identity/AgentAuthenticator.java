package dc.node.gateway.identity;

import dc.node.gateway.identity.Authentication.Authenticated;
import dc.node.gateway.identity.Authentication.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Tells which agent a token stands for. Asks the database once for every well-formed token and remembers nothing of what it
 * says, so a revoked token, a disabled agent or a blocked owner counts from the next request on every replica.
 */
@Service
public class AgentAuthenticator {

    private final TokenHolderStore holders;
    private final ProviderTokenAuthenticator providerTokens;
    private final TokenUseRecorder uses;
    private final Clock clock;

    AgentAuthenticator(
            TokenHolderStore holders, ProviderTokenAuthenticator providerTokens, TokenUseRecorder uses, Clock clock) {
        this.holders = holders;
        this.providerTokens = providerTokens;
        this.uses = uses;
        this.clock = clock;
    }

    /**
     * Holds no database connection once it returns, nor while an identity provider is asked for its keys.
     *
     * @param tenant whose endpoint was called; an agent of another one is nobody there
     * @param bearer what the caller sent, empty when it sent nothing
     * @throws org.springframework.dao.DataAccessException when the database is out of reach
     */
    public Authentication authenticate(String tenant, Optional<String> bearer) {
        if (bearer.isEmpty()) {
            return Refused.nobody(RefusalReason.NO_TOKEN);
        }
        return SignedToken.looksLikeOne(bearer.get())
                ? providerTokens.authenticate(tenant, bearer.get())
                : authenticateOwnToken(tenant, bearer.get());
    }

    private Authentication authenticateOwnToken(String tenant, String text) {
        Optional<OpaqueToken> token = OpaqueToken.parse(text);
        if (token.isEmpty()) {
            return Refused.nobody(RefusalReason.MALFORMED_TOKEN);
        }
        Optional<TokenHolder> holder = holders.find(token.get());
        if (holder.isEmpty()) {
            return Refused.nobody(RefusalReason.UNKNOWN_TOKEN);
        }
        Instant now = clock.instant();
        Optional<RefusalReason> objection = objection(tenant, holder.get(), now);
        if (objection.isPresent()) {
            return new Refused(objection.get(), Optional.of(holder.get().agent()));
        }
        uses.record(holder.get().token(), now);
        return new Authenticated(holder.get().authenticated());
    }

    /** Expiry comes last, for it alone may be said aloud: not to the token of a disabled agent or a blocked owner. */
    private static Optional<RefusalReason> objection(String tenant, TokenHolder holder, Instant now) {
        if (!holder.agent().tenant().equals(tenant)) {
            return Optional.of(RefusalReason.FOREIGN_TENANT);
        }
        if (holder.token().revokedAt().isPresent()) {
            return Optional.of(RefusalReason.REVOKED_TOKEN);
        }
        if (holder.agent().disabledAt().isPresent()) {
            return Optional.of(RefusalReason.AGENT_DISABLED);
        }
        if (holder.agent().ownerBlocked()) {
            return Optional.of(RefusalReason.OWNER_BLOCKED);
        }
        return holder.token().isExpired(now) ? Optional.of(RefusalReason.EXPIRED_TOKEN) : Optional.empty();
    }
}
