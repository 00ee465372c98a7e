package dc.node.gateway.tasker.nodedc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends requests over connections that are kept, on the caller's own thread: an answer passes no other one. Each exchange has a
 * time limit as a whole, past which its connection is cut and nothing is sent any more. No redirects, no cookies, no
 * compression, no proxy.
 */
final class TimedHttpClient implements AutoCloseable {

    /** The largest answer in bytes: far more than Tasker's largest page, and little of the memory there is. */
    static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    /** For each address of the host. */
    private static final Timeout CONNECT = Timeout.ofSeconds(2);

    /** The longest silence within an answer; longer than any exchange may last. */
    private static final Timeout SILENCE = Timeout.ofSeconds(10);

    /** A connection that was idle for longer may have been closed by Tasker or a proxy, so it is looked at before it is used. */
    private static final TimeValue TRUSTED_WHEN_IDLE = TimeValue.ofSeconds(1);

    /** A connection that was idle for longer is closed. */
    private static final TimeValue KEPT_WHEN_IDLE = TimeValue.ofSeconds(30);

    /** More than threads can be waiting for Tasker. */
    private static final int MOST_CONNECTIONS = 1_000;

    private static final String DEADLINE = "deadline";

    private final TimedLookup lookup;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor cutter = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tasker-call-limit").factory());
    private volatile boolean closed;

    TimedHttpClient() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    TimedHttpClient(DnsResolver names) {
        // Nearly every call ends in time.
        cutter.setRemoveOnCancelPolicy(true);
        lookup = new TimedLookup(names);
        connections = PoolingHttpClientConnectionManagerBuilder.create()
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
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(SILENCE)
                        .setResponseTimeout(SILENCE)
                        .setProtocolUpgradeEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .evictIdleConnections(KEPT_WHEN_IDLE)
                .addRequestInterceptorLast((request, body, context) -> requireTimeLeft(context))
                .setUserAgent("tasker-gateway")
                .disableAutomaticRetries()
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
    record Answer(int status, Optional<String> retryAfter, InputStream body) {}

    /**
     * Sends a request and returns the whole answer. A GET that meets a kept connection just closed is sent once more; nothing else
     * is, for whether a write took effect is for its next attempt to find out.
     *
     * @param limit for all of it. While the host is looked up or connected to, its passing may be noticed some seconds late, two for
     *     each address
     * @throws IOException also when the limit has passed, and the request is cancelled then
     */
    Answer send(HttpUriRequestBase request, Duration limit) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(DEADLINE, System.nanoTime() + limit.toNanos());
        Optional<Future<?>> cut = Optional.empty();
        try {
            cut = Optional.of(cutter.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS));
            return sendAgainIfClosed(request, context);
        } catch (IllegalStateException | RejectedExecutionException e) {
            // So the client says that a request was cancelled while its connection was made, or that it is closed
            // itself.
            if (request.isCancelled() || closed) {
                throw new IOException("cut before it was sent", e);
            }
            throw e;
        } finally {
            cut.ifPresent(timer -> timer.cancel(false));
        }
    }

    /** Whether it sends nothing any more, for the gateway is stopping. */
    boolean isClosed() {
        return closed;
    }

    /** Whether a connection was closed in the midst of an exchange, as kept ones are now and then. */
    static boolean wasClosed(IOException failure) {
        return failure instanceof NoHttpResponseException || failure.getClass() == SocketException.class;
    }

    @Override
    public void close() {
        closed = true;
        client.close(CloseMode.IMMEDIATE);
        lookup.close();
        cutter.shutdownNow();
    }

    private Answer sendAgainIfClosed(HttpUriRequestBase request, HttpClientContext context) throws IOException {
        try {
            return exchange(request, context);
        } catch (IOException e) {
            if (!wasClosed(e)) {
                throw e;
            }
            // Where one was closed, others were: by a proxy that restarts, for instance.
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
            boolean wanted = !request.isCancelled() && !Thread.currentThread().isInterrupted();
            if (wanted && Method.GET.isSame(request.getMethod())) {
                return exchange(request, context);
            }
            throw e;
        }
    }

    private Answer exchange(HttpUriRequestBase request, HttpClientContext context) throws IOException {
        return client.execute(
                request,
                context,
                response -> new Answer(
                        response.getCode(),
                        Optional.ofNullable(response.getFirstHeader("Retry-After"))
                                .map(Header::getValue),
                        new ByteArrayInputStream(read(request, response))));
    }

    /** Trusts no announced length with memory. */
    private static byte[] read(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        byte[] body = entity.getContent().readNBytes(LARGEST_ANSWER + 1);
        if (body.length > LARGEST_ANSWER) {
            // Or the rest would be read before the connection is given back.
            request.cancel();
            throw new AnswerTooLargeException();
        }
        return body;
    }

    /** Right before a request goes out on its connection: a process that was frozen meanwhile may be past its time. */
    private static void requireTimeLeft(HttpContext context) throws TimePassedException {
        if (System.nanoTime() - (Long) context.getAttribute(DEADLINE) >= 0) {
            throw new TimePassedException();
        }
    }

    /** The time of an exchange had passed before its request was sent. */
    static final class TimePassedException extends IOException {}

    /** More than {@link #LARGEST_ANSWER} bytes. */
    static final class AnswerTooLargeException extends IOException {}
}
