package dc.node.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Notes when a token was last used, once a minute at most and behind the caller's back: a request never waits for it. At
 * most 1,000 notes wait at a time; beyond that a use goes unnoted until the token's next one.
 */
@Component
class TokenUseRecorder implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(TokenUseRecorder.class);
    private static final Duration GRAIN = Duration.ofMinutes(1);
    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(2);

    private final AgentTokenStore tokens;
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("token-use").factory());

    TokenUseRecorder(AgentTokenStore tokens) {
        this.tokens = tokens;
    }

    /** @param token as it was read for this request */
    void record(AgentToken token, Instant now) {
        boolean recentlyNoted = token.lastUsedAt()
                .filter(last -> last.isAfter(now.minus(GRAIN)))
                .isPresent();
        if (recentlyNoted || waiting.size() >= MOST_WAITING || !waiting.add(token.id())) {
            return;
        }
        writer.execute(() -> write(token.id(), now));
    }

    private void write(UUID tokenId, Instant now) {
        try {
            tokens.recordUse(tokenId, now, GRAIN);
        } catch (DataAccessException e) {
            log.warn("Could not note the last use of token {}: {}", tokenId, e.getMessage());
        } finally {
            waiting.remove(tokenId);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        writer.shutdown();
        if (!writer.awaitTermination(PATIENCE_AT_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
            writer.shutdownNow();
        }
    }
}
