package dc.node.gateway.identity.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Although an address is connected to, TLS is about the name: it is sent, and the certificate must be for it. */
class TlsTest {

    private static final char[] PASSWORD = "certificate".toCharArray();
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final IdentityProviderProperties HOSTS =
            new IdentityProviderProperties(false, List.of("idp.test", "other.test"));
    private static final List<String> namesSent = new CopyOnWriteArrayList<>();
    private static HttpsServer server;
    private static SSLContext trusting;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path store = certificateFor("idp.test", folder);
        SSLContext own =
                SSLContexts.custom().loadKeyMaterial(store, PASSWORD, PASSWORD).build();
        trusting = SSLContexts.custom().loadTrustMaterial(store, PASSWORD).build();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/keys", exchange -> {
            try (exchange) {
                ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
                session.getRequestedServerNames().forEach(name -> namesSent.add(new String(name.getEncoded(), UTF_8)));
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write("{}".getBytes(UTF_8));
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void theNameIsSentAndFoundInTheCertificate() throws Exception {
        assertThat(fetch(trusting, "idp.test")).hasSize(2);
        assertThat(namesSent).contains("idp.test");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertThatThrownBy(() -> fetch(trusting, "other.test"))
                .isInstanceOf(FetchFailedException.class)
                .hasStackTraceContaining("other.test found")
                .hasCauseInstanceOf(SSLException.class);
    }

    @Test
    void aCertificateNobodyVouchesForIsRefused() {
        assertThatThrownBy(() -> fetch(SSLContexts.createDefault(), "idp.test"))
                .isInstanceOf(FetchFailedException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    private static byte[] fetch(SSLContext trust, String host) throws FetchFailedException, IOException {
        DocumentFetcher fetcher = new DocumentFetcher(
                new ProviderUrls(HOSTS),
                new AddressPolicy(HOSTS, name -> new InetAddress[] {InetAddress.getLoopbackAddress()}),
                trust);
        try {
            return fetcher.fetch("https://" + host + ":" + server.getAddress().getPort() + "/keys", LIMIT);
        } finally {
            fetcher.destroy();
        }
    }

    /** Made by the JDK's own tool, for there is no public interface for it. */
    private static Path certificateFor(String name, Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "idp",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return store;
    }
}
