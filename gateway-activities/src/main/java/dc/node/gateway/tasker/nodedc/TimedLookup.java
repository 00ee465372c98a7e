package dc.node.gateway.tasker.nodedc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/** Looks names up on another thread, each within two seconds, for nothing can interrupt a name service that does not answer. */
final class TimedLookup implements DnsResolver, AutoCloseable {

    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(2);

    private final DnsResolver names;
    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

    TimedLookup(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        Future<InetAddress[]> found = lookups.submit(() -> names.resolve(host));
        try {
            return found.get(LOOKUP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, e);
        } catch (TimeoutException e) {
            found.cancel(true);
            throw unknown(host, e);
        } catch (InterruptedException e) {
            found.cancel(true);
            Thread.currentThread().interrupt();
            throw unknown(host, e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
