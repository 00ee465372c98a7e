package dc.node.gateway.identity.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DocumentFetcherTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final IdentityProviderProperties LOOPBACK = new IdentityProviderProperties(true, List.of());

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private DocumentFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        fetcher = fetcher(InetAddress::getAllByName);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        fetcher.destroy();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aDocumentIsFetched() throws Exception {
        serve("/keys", exchange -> answer(exchange, 200, "{}"));

        assertThat(new String(fetcher.fetch(url("/keys"), LIMIT), UTF_8)).isEqualTo("{}");
    }

    @Test
    void aRedirectIsNotFollowed() {
        serve("/keys", exchange -> answer(exchange, 200, "{}"));
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", url("/keys"));
            answer(exchange, 302, "");
        });

        assertThatThrownBy(() -> fetcher.fetch(url("/moved"), LIMIT))
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining("302");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aDocumentThatIsTooLargeIsNotReadToItsEnd() {
        serve("/large", exchange -> answer(exchange, 200, " ".repeat(DocumentFetcher.LARGEST + 1)));
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = " ".repeat(8192).getBytes(UTF_8);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(piece);
            }
        });

        for (String path : List.of("/large", "/endless")) {
            assertThatThrownBy(() -> fetcher.fetch(url(path), LIMIT))
                    .isInstanceOf(FetchFailedException.class)
                    .hasMessageContaining("256 KiB");
        }
    }

    @Test
    void aDocumentOfTheLargestSizeIsTaken() throws Exception {
        serve("/full", exchange -> answer(exchange, 200, " ".repeat(DocumentFetcher.LARGEST)));

        assertThat(fetcher.fetch(url("/full"), LIMIT)).hasSize(DocumentFetcher.LARGEST);
    }

    @Test
    void anAnswerThatComesInDropsIsCutOff() {
        serve("/drops", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!await(Duration.ofMillis(100))) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> fetcher.fetch(url("/drops"), Duration.ofMillis(700)))
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining("longer than 700 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void whatIsCutWhileItsHostIsLookedUpIsNotAskedFor() throws Exception {
        serve("/keys", exchange -> answer(exchange, 200, "{}"));
        // A name service slower than the fetch may last.
        DocumentFetcher slow = fetcher(host -> {
            try {
                await(Duration.ofSeconds(1));
            } catch (IOException e) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName(host);
        });
        String url = "http://localhost:" + server.getAddress().getPort() + "/keys";

        try {
            assertThatThrownBy(() -> slow.fetch(url, Duration.ofMillis(100)))
                    .isInstanceOf(FetchFailedException.class)
                    .hasMessageContaining("longer than 100 ms");
        } finally {
            slow.destroy();
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void theHostIsLookedUpOnceAndConnectedToAsItWasChecked() throws Exception {
        serve("/keys", exchange -> answer(exchange, 200, "{}"));
        AtomicInteger lookups = new AtomicInteger();
        DocumentFetcher rebound = fetcher(host -> lookups.incrementAndGet() == 1
                ? InetAddress.getAllByName("127.0.0.1")
                : InetAddress.getAllByName("10.0.0.1"));
        String url = "http://localhost:" + server.getAddress().getPort() + "/keys";

        assertThat(rebound.fetch(url, LIMIT)).hasSize(2);
        assertThat(lookups).hasValue(1);
        // From now on the name leads elsewhere. No connection of before is used, and none is made.
        assertThatThrownBy(() -> rebound.fetch(url, LIMIT))
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining("10.0.0.1");
        assertThat(requests).hasValue(1);
        rebound.destroy();
    }

    @Test
    void anAddressThatIsForbiddenIsNotAskedAtAll() {
        DocumentFetcher strict = new DocumentFetcher(
                new ProviderUrls(LOOPBACK),
                new AddressPolicy(new IdentityProviderProperties(false, List.of()), InetAddress::getAllByName),
                SSLContexts.createDefault());
        serve("/keys", exchange -> answer(exchange, 200, "{}"));

        assertThatThrownBy(() -> strict.fetch(url("/keys"), LIMIT))
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining("127.0.0.1, which is not public");
        assertThatThrownBy(() -> fetcher.fetch("http://login.example.com/keys", LIMIT))
                .isInstanceOf(FetchFailedException.class)
                .hasMessageContaining("https://");
        assertThat(requests).hasValue(0);
    }

    private static DocumentFetcher fetcher(HostLookup lookup) {
        return new DocumentFetcher(
                new ProviderUrls(LOOPBACK), new AddressPolicy(LOOPBACK, lookup), SSLContexts.createDefault());
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private boolean await(Duration time) throws IOException {
        try {
            return end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException("the test ends", e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
