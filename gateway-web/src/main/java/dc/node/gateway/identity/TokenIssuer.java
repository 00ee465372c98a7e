package dc.node.gateway.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes tokens, and is the only one who does. */
@Component
public class TokenIssuer {

    private final AgentTokenStore tokens;
    private final SecureRandom random;
    private final Clock clock;

    TokenIssuer(AgentTokenStore tokens, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.random = random;
        this.clock = clock;
    }

    /** Issues a token in the surrounding transaction, in which whoever asks for it also records that it did. */
    public IssuedToken issue(UUID agentId, String name, Duration lifetime) {
        return issueUntil(agentId, name, clock.instant().plus(lifetime));
    }

    /** The same with its end; a part of a second is cut off. */
    IssuedToken issueUntil(UUID agentId, String name, Instant end) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        OpaqueToken token = OpaqueToken.mint(random);
        // Whole seconds, so that what is shown now and what the database keeps are the same.
        Instant expiresAt = end.truncatedTo(ChronoUnit.SECONDS);
        tokens.create(id, agentId, name, token, clock.instant(), expiresAt);
        return new IssuedToken(id, token.reveal(), name, expiresAt);
    }
}
