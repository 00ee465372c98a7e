package dc.node.gateway.identity;

import dc.node.gateway.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Puts a new token in the place of an old one, which goes on for a while beside it. A token has one successor at most: of two
 * rotations at once one is refused, and so is a repeat, for everybody. Whoever lost the new token has an administrator rotate
 * that, or issue another.
 */
@Component
public class TokenRotation {

    /** How old a token is at least before its agent may rotate it, or one caller could fill the database with successors. */
    private static final Duration LEAST_AGE = Duration.ofMinutes(1);

    private final AgentTokenStore tokens;
    private final TokenIssuer issuer;
    private final Clock clock;

    TokenRotation(AgentTokenStore tokens, TokenIssuer issuer, Clock clock) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * The same for the agent itself, which has to wait until the token is a minute old. An administrator need not: nobody may
     * hold what was made a moment ago.
     *
     * @throws org.springframework.web.ErrorResponseException also 409 when the token is younger
     */
    IssuedToken rotateOwn(UUID agentId, UUID tokenId, Duration overlap) {
        return rotate(agentId, tokenId, overlap, LEAST_AGE);
    }

    /**
     * Issues the successor in the surrounding transaction. It has the same name, and ends when the old token would have: nothing
     * lives on by being rotated.
     *
     * @param overlap how long the old token goes on, unless it expires before; zero ends it at once
     * @throws org.springframework.web.ErrorResponseException 404 when the agent has no such token; 409 when it has expired,
     *     was revoked or is being replaced already
     */
    public IssuedToken rotate(UUID agentId, UUID tokenId, Duration overlap) {
        return rotate(agentId, tokenId, overlap, Duration.ZERO);
    }

    private IssuedToken rotate(UUID agentId, UUID tokenId, Duration overlap, Duration leastAge) {
        Instant now = clock.instant();
        AgentToken old = tokens.lock(agentId, tokenId)
                .orElseThrow(() -> Problems.notFound("The agent has no token with the id " + tokenId + "."));
        if (old.revokedAt().isPresent()) {
            throw Problems.conflict(
                    "This token was revoked, so it cannot be rotated. Have an administrator issue a new one.");
        }
        if (old.replacedBy().isPresent()) {
            throw Problems.conflict(
                    "This token has been rotated already. Use its successor, or have an administrator rotate"
                            + " that, whose id is " + old.replacedBy().get() + ".");
        }
        if (old.isExpired(now)) {
            throw Problems.conflict(
                    "This token has expired, so it cannot be rotated. Have an administrator issue a new one.");
        }
        if (now.isBefore(old.createdAt().plus(leastAge))) {
            throw Problems.conflict(
                    "This token was made less than a minute ago, so it is not rotated yet. Use it; it can be rotated from %s on."
                            .formatted(old.createdAt().plus(leastAge)));
        }
        IssuedToken successor = issuer.issueUntil(agentId, old.name(), old.expiresAt());
        Instant end = now.plus(overlap);
        tokens.replace(old.id(), successor.id(), end.isBefore(old.expiresAt()) ? end : old.expiresAt());
        return successor;
    }
}
