package dc.node.gateway.identity.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;

/**
 * The keys of all providers, remembered by this process. What is remembered belongs to one version of a provider's
 * registration, so a changed one is asked anew. The keys of the thousand providers used last are kept.
 */
public final class ProviderKeys implements DisposableBean {

    private static final int MOST_PROVIDERS = 1_000;

    private final KeySource source;
    private final Clock clock;
    private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
    private final Cache<Registration, RememberedKeys> remembered =
            Caffeine.newBuilder().maximumSize(MOST_PROVIDERS).build();

    ProviderKeys(KeySource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The keys that may have signed with this algorithm under this id. May wait for the provider, some three seconds at
     * most; hold no database connection meanwhile.
     */
    public KeySearch find(IdentityProvider provider, Optional<String> id, SigningAlgorithm algorithm) {
        return remembered
                .get(
                        new Registration(provider.id(), provider.version()),
                        registration -> new RememberedKeys(provider, source, fetches, clock))
                .find(id, algorithm);
    }

    @Override
    public void destroy() {
        fetches.shutdownNow();
    }

    private record Registration(UUID provider, long version) {}
}
