package dc.node.gateway.tasker.nodedc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests over connections that are kept, on the caller's own thread: an answer passes no other one. Each exchange has a
 * time limit as a whole, past which its connection is cut. A request that was cut before it was sent is not sent any more. No
 * redirects, no cookies, no compression, no proxy.
 */
final class TimedHttpClient implements AutoCloseable {

    /** For each address of the host. */
    private static final Timeout CONNECT = Timeout.ofSeconds(2);

    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(2);

    /** The longest silence within an answer; longer than any exchange may last. */
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    /** A connection that was idle for longer may have been closed by Tasker or a proxy, so it is looked at before it is used. */
    private static final TimeValue TRUSTED_WHEN_IDLE = TimeValue.ofSeconds(1);

    /** More than threads can be waiting for Tasker. */
    private static final int MOST_CONNECTIONS = 1_000;

    private final CloseableHttpClient client;
    private final TimedLookup lookup;
    private final ScheduledThreadPoolExecutor cutter = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tasker-call-limit").factory());

    TimedHttpClient() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    TimedHttpClient(DnsResolver names) {
        lookup = new TimedLookup(names);
        // Nearly every call ends in time.
        cutter.setRemoveOnCancelPolicy(true);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(lookup)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .setValidateAfterInactivity(TRUSTED_WHEN_IDLE)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(SILENCE).build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(SILENCE)
                        .setResponseTimeout(SILENCE)
                        .build())
                .setRetryStrategy(new RepeatedReads())
                .setUserAgent("tasker-gateway")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * A whole answer.
     *
     * @param retryAfter the header of that name as it came
     * @param body in memory
     */
    record Answer(int status, Optional<String> retryAfter, InputStream body) {

        private static Answer of(ClassicHttpResponse response) throws IOException {
            HttpEntity entity = response.getEntity();
            return new Answer(
                    response.getCode(),
                    Optional.ofNullable(response.getFirstHeader("Retry-After")).map(Header::getValue),
                    entity == null
                            ? InputStream.nullInputStream()
                            : new ByteArrayInputStream(EntityUtils.toByteArray(entity)));
        }
    }

    /**
     * Sends a request, once, and returns the whole answer.
     *
     * @param limit for all of it. What waits for the name service or for a connection notices it up to two seconds late
     * @throws IOException also when the limit has passed; then the request is cancelled
     */
    Answer send(HttpUriRequestBase request, Duration limit) throws IOException {
        ScheduledFuture<?> cut = cutter.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, Answer::of);
        } catch (IllegalStateException e) {
            // So the client says that a request was cancelled while its connection was made.
            if (request.isCancelled()) {
                throw new IOException("cut before it was sent", e);
            }
            throw e;
        } finally {
            cut.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        cutter.shutdownNow();
        lookup.close();
        client.close();
    }

    /** Looks names up on another thread, for nothing can interrupt a name service that does not answer. */
    private static final class TimedLookup implements DnsResolver, AutoCloseable {

        private final DnsResolver names;
        private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

        private TimedLookup(DnsResolver names) {
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
}
