package dc.node.gateway.identity.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;

/**
 * Gets a provider's document. Every fetch looks the host up once, checks what it found and connects to just that, while TLS
 * is still told and asked for the host's name: a name that points elsewhere a moment later changes nothing. No redirects, no
 * cookies, no proxy, no compression; a connection serves one request.
 */
final class DocumentFetcher implements DisposableBean {

    /** The largest document in bytes. */
    static final int LARGEST = 256 * 1024;

    private static final int MOST_AT_ONCE = 16;
    private static final Timeout CONNECT = Timeout.ofSeconds(2);
    /** The longest silence within an answer. */
    private static final Timeout SILENCE = Timeout.ofSeconds(2);

    private final ProviderUrls urls;
    private final AddressPolicy policy;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService cutter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("provider-fetch-limit").factory());

    /** @param trust which certificates are believed; the names in them are checked in any case */
    DocumentFetcher(ProviderUrls urls, AddressPolicy policy, SSLContext trust) {
        this.urls = urls;
        this.policy = policy;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedLookup(policy))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(SILENCE).build())
                        .setDefaultTlsConfig(
                                TlsConfig.custom().setHandshakeTimeout(CONNECT).build())
                        .setMaxConnPerRoute(MOST_AT_ONCE)
                        .setMaxConnTotal(MOST_AT_ONCE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(CONNECT)
                        .setResponseTimeout(SILENCE)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("tasker-gateway")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * Checks an address that is to be fetched later: its form, and where its host is now. Waits for the DNS.
     *
     * @throws ForbiddenUrlException when it would not be fetched
     */
    void check(String text) throws ForbiddenUrlException {
        URI url = urls.document(text);
        try {
            policy.resolve(url.getHost());
        } catch (UnknownHostException e) {
            throw new ForbiddenUrlException("cannot be used: " + e.getMessage());
        }
    }

    /**
     * The document at this address.
     *
     * @param limit for all of it; while the host is looked up, its passing is noticed only when the DNS has answered
     */
    byte[] fetch(String text, Duration limit) throws FetchFailedException {
        HttpGet request = new HttpGet(allowed(text));
        request.setHeader("Accept", "application/json, application/jwk-set+json");
        ScheduledFuture<?> end = cutter.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, DocumentFetcher::read);
        } catch (NotTheDocumentException e) {
            throw new FetchFailedException(text + " " + e.getMessage(), e);
        } catch (UnknownHostException e) {
            throw new FetchFailedException(text + " cannot be used: " + e.getMessage(), e);
        } catch (IOException | IllegalStateException e) {
            // The latter is how the client says that a request was cancelled while its connection was made.
            throw new FetchFailedException(
                    request.isCancelled()
                            ? text + " took longer than " + limit.toMillis() + " ms."
                            : text + " could not be fetched (" + e.getClass().getSimpleName() + ").",
                    e);
        } finally {
            end.cancel(false);
        }
    }

    private URI allowed(String text) throws FetchFailedException {
        try {
            return urls.document(text);
        } catch (ForbiddenUrlException e) {
            throw new FetchFailedException("'" + text + "' " + e.getMessage(), e);
        }
    }

    /**
     * Leaves what is not wanted unread: the connection is cut, while closing the stream would read it to its end. A redirect
     * is an answer like any other that is not the document.
     */
    private static byte[] read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != HttpStatus.SC_OK || entity == null) {
            throw new NotTheDocumentException("answered " + response.getCode() + ".");
        }
        byte[] body = entity.getContent().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw new NotTheDocumentException("is larger than 256 KiB.");
        }
        return body;
    }

    @Override
    public void destroy() throws IOException {
        cutter.shutdownNow();
        client.close();
    }

    /** What the client asks in place of the DNS. */
    private record CheckedLookup(AddressPolicy policy) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return policy.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static final class NotTheDocumentException extends IOException {
        NotTheDocumentException(String sentence) {
            super(sentence);
        }
    }
}
