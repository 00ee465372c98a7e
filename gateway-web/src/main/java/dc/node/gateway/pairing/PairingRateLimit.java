package dc.node.gateway.pairing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dc.node.gateway.frontdoor.ClientNetwork;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * How often somebody may try to redeem a code: some times a minute from one address, and some times from all of them
 * together. Kept in memory, so it counts for this process only; the codes' length does not rely on it.
 */
final class PairingRateLimit {

    /** More addresses than may try in the minutes that one is remembered. */
    private static final int MOST_ADDRESSES = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int attemptsPerAddress;
    private final TimeMeter time;
    private final Bucket everybody;

    /** By then a bucket is full again, so nothing is lost with it. */
    private final Cache<String, Bucket> addresses = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .build();

    PairingRateLimit(PairingProperties properties, TimeMeter time) {
        this.attemptsPerAddress = properties.attemptsPerAddress();
        this.time = time;
        this.everybody = bucket(properties.attempts());
    }

    /** Counts an attempt. Empty when it may go on, else how long to wait. An attempt that may not go on counts for nothing. */
    Optional<Duration> tryFrom(String address) {
        Bucket own = addresses.get(ClientNetwork.of(address), key -> bucket(attemptsPerAddress));
        Optional<Duration> wait = consume(own);
        if (wait.isPresent()) {
            return wait;
        }
        wait = consume(everybody);
        if (wait.isPresent()) {
            own.addTokens(1);
        }
        return wait;
    }

    private static Optional<Duration> consume(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private Bucket bucket(int attempts) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(attempts).refillGreedy(attempts, MINUTE))
                .build();
    }
}
