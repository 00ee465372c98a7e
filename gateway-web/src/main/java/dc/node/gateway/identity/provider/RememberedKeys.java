package dc.node.gateway.identity.provider;

import com.nimbusds.jose.jwk.JWK;
import dc.node.gateway.identity.provider.KeySearch.Found;
import dc.node.gateway.identity.provider.KeySearch.Unavailable;
import dc.node.gateway.identity.provider.KeySearch.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one provider. There is one fetch at a time, whoever waits for it waits for the same, and not for long.
 *
 * <ul>
 *   <li>Keys older than five minutes are used, and fetched anew behind the caller's back.
 *   <li>Keys older than an hour, for the provider could not be asked since, are used no more.
 *   <li>An id that is not among them is asked for at once, but once a minute only: anybody can invent ids.
 *   <li>A provider whose keys are not known is asked again ten seconds after it failed.
 * </ul>
 */
final class RememberedKeys {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration USABLE = Duration.ofHours(1);
    static final Duration BETWEEN_SEARCHES = Duration.ofMinutes(1);
    static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RememberedKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Instant NEVER = Instant.MIN;

    private final IdentityProvider provider;
    private final KeySource source;
    private final Executor fetches;
    private final Clock clock;

    // All below is guarded by this object, and never held while a fetch is waited for.
    private @Nullable PublicKeys keys;
    private Instant fetchedAt = NEVER;
    private Instant lastAttempt = NEVER;
    private Instant lastSearch = NEVER;
    private boolean lastAttemptFailed;
    private @Nullable CompletableFuture<Void> underWay;

    RememberedKeys(IdentityProvider provider, KeySource source, Executor fetches, Clock clock) {
        this.provider = provider;
        this.source = source;
        this.fetches = fetches;
        this.clock = clock;
    }

    KeySearch find(Optional<String> id, SigningAlgorithm algorithm) {
        Optional<CompletableFuture<Void>> fetch;
        synchronized (this) {
            List<JWK> candidates = candidates(id, algorithm);
            if (!candidates.isEmpty()) {
                refreshBehind();
                return new Found(candidates);
            }
            fetch = fetchForMissing();
        }
        boolean waitedInVain = fetch.isPresent() && !await(fetch.get());
        synchronized (this) {
            List<JWK> candidates = candidates(id, algorithm);
            if (!candidates.isEmpty()) {
                return new Found(candidates);
            }
            if (fetch.isPresent() && !waitedInVain) {
                // Also where that fetch was not made for an unknown id: what it brought is as good as a search.
                lastSearch = lastAttempt;
            }
            return waitedInVain || lastAttemptFailed || usable().isEmpty() ? new Unavailable() : new Unknown();
        }
    }

    private List<JWK> candidates(Optional<String> id, SigningAlgorithm algorithm) {
        return usable().map(known -> known.candidates(id, algorithm)).orElse(List.of());
    }

    private Optional<PublicKeys> usable() {
        return isOver(fetchedAt, USABLE) ? Optional.empty() : Optional.ofNullable(keys);
    }

    private void refreshBehind() {
        if (underWay == null && isOver(fetchedAt, FRESH) && isOver(lastAttempt, BETWEEN_SEARCHES)) {
            start();
        }
    }

    /** The fetch to wait for, unless it is too early for another one. */
    private Optional<CompletableFuture<Void>> fetchForMissing() {
        if (underWay != null) {
            return Optional.of(underWay);
        }
        boolean due = usable().isPresent()
                ? isOver(lastSearch, BETWEEN_SEARCHES)
                : !lastAttemptFailed || isOver(lastAttempt, AFTER_FAILURE);
        if (!due) {
            return Optional.empty();
        }
        lastSearch = usable().isPresent() ? clock.instant() : lastSearch;
        start();
        return Optional.ofNullable(underWay);
    }

    private void start() {
        lastAttempt = clock.instant();
        CompletableFuture<Void> fetch = new CompletableFuture<>();
        underWay = fetch;
        fetches.execute(() -> fetch(fetch));
    }

    private void fetch(CompletableFuture<Void> fetch) {
        Optional<PublicKeys> answer = Optional.empty();
        try {
            answer = ask();
        } finally {
            keep(answer);
            fetch.complete(null);
        }
    }

    private synchronized void keep(Optional<PublicKeys> answer) {
        answer.ifPresent(found -> {
            keys = found;
            fetchedAt = clock.instant();
        });
        lastAttemptFailed = answer.isEmpty();
        underWay = null;
    }

    private Optional<PublicKeys> ask() {
        try {
            return Optional.of(source.fetch(provider));
        } catch (FetchFailedException e) {
            log.warn("The keys of identity provider {} could not be had: {}", provider.id(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("Asking identity provider {} for its keys failed", provider.id(), e);
        }
        return Optional.empty();
    }

    /** False when it has not ended in time. */
    private static boolean await(CompletableFuture<Void> fetch) {
        try {
            fetch.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a fetch of keys ends without a failure", e);
        }
    }

    private boolean isOver(Instant since, Duration time) {
        return since.equals(NEVER) || !clock.instant().isBefore(since.plus(time));
    }
}
