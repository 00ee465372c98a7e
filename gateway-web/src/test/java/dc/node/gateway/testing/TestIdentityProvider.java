package dc.node.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider over HTTP on loopback: a discovery document, published keys that rotate, and a way to be ill. */
public final class TestIdentityProvider implements AutoCloseable {

    private final HttpServer server;

    // A port may come back, an issuer does not.
    private final String realm = "/realms/" + UUID.randomUUID();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<JWK> published = List.of();
    private volatile int status = 200;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile String issuerInDiscovery;

    private TestIdentityProvider(HttpServer server) {
        this.server = server;
        this.issuerInDiscovery = issuer();
    }

    public static TestIdentityProvider start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIdentityProvider provider = new TestIdentityProvider(server);
            server.createContext(provider.realm + "/keys", provider::answerKeys);
            server.createContext(provider.realm + "/.well-known/openid-configuration", provider::answerDiscovery);
            server.setExecutor(provider.threads);
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException("the identity provider did not start", e);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + realm;
    }

    public String jwksUrl() {
        return issuer() + "/keys";
    }

    /** These and no others are in the key set from now on, without their private halves. */
    public void publish(JWK... keys) {
        published = Arrays.stream(keys).map(JWK::toPublicJWK).toList();
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** What every request is answered with; with anything but 200 there is no document. */
    public void answerWith(int newStatus) {
        status = newStatus;
    }

    public void claimToBe(String issuer) {
        issuerInDiscovery = issuer;
    }

    /** Answers no request for keys until it is let go. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void letGo() {
        gate.countDown();
    }

    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key", e);
        }
    }

    public static ECKey ecKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("no elliptic key", e);
        }
    }

    /** A token signed with this key, under its id. */
    public static String sign(JWK key, JWSAlgorithm algorithm, Map<String, Object> claims) {
        return sign(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
    }

    /** A token with just this header. */
    public static String sign(JWK key, JWSHeader header, Map<String, Object> claims) {
        try {
            SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims));
            token.sign(signer(key));
            return token.serialize();
        } catch (JOSEException | java.text.ParseException e) {
            throw new IllegalStateException("the token could not be signed", e);
        }
    }

    private static JWSSigner signer(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
    }

    private void answerKeys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IOException("the test let nobody go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the provider stops", e);
        }
        answer(exchange, new JWKSet(published).toString());
    }

    private void answerDiscovery(HttpExchange exchange) throws IOException {
        answer(exchange, """
                {"issuer": "%s", "jwks_uri": "%s", "response_types_supported": ["code"]}""".formatted(issuerInDiscovery, jwksUrl()));
    }

    private void answer(HttpExchange exchange, String document) throws IOException {
        byte[] body = document.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (status == 200) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
        threads.shutdownNow();
    }
}
