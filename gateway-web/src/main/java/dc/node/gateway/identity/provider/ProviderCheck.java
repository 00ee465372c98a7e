package dc.node.gateway.identity.provider;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/** Tells, when a provider is registered, whether its addresses may be used. Each fetch checks them again. */
public final class ProviderCheck implements DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProviderUrls urls;
    private final DocumentFetcher documents;
    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

    ProviderCheck(ProviderUrls urls, DocumentFetcher documents) {
        this.urls = urls;
        this.documents = documents;
    }

    /** Whether it has the form of an issuer; nobody is asked. */
    public void issuer(String issuer) throws ForbiddenUrlException {
        urls.issuer(issuer);
    }

    /**
     * Whether a document could be fetched from there: its form, and the addresses its host has now. Waits for the DNS, five
     * seconds at most; hold no database connection meanwhile.
     */
    public void document(String url) throws ForbiddenUrlException {
        Future<@Nullable ForbiddenUrlException> check = lookups.submit(() -> objection(url));
        ForbiddenUrlException objection;
        try {
            objection = check.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            check.cancel(true);
            throw new ForbiddenUrlException("cannot be used: the DNS did not answer within 5 seconds. Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ForbiddenUrlException("could not be checked, for the gateway is about to stop.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the check of an address failed", e);
        }
        if (objection != null) {
            throw objection;
        }
    }

    private @Nullable ForbiddenUrlException objection(String url) {
        try {
            documents.check(url);
            return null;
        } catch (ForbiddenUrlException e) {
            return e;
        }
    }

    @Override
    public void destroy() {
        lookups.shutdownNow();
    }
}
