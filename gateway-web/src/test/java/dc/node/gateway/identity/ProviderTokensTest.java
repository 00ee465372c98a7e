package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestIdentityProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Good tokens of an identity provider, with a provider that is really asked for its keys, changed and switched off. */
class ProviderTokensTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private CompanyLogin login;

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(CompanyLogin.Time.class, DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void registerProvider() {
        login = new CompanyLogin(gateway);
    }

    @AfterEach
    void stopProvider() {
        login.close();
    }

    @Test
    void aGoodTokenIsTheAgentBoundToItsSubject() {
        Answer answer = login.session(CompanyLogin.token(login.claims()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("agent").path("id").asString()).isEqualTo(login.agentId.toString());
        assertThat(answer.json().path("token").path("name").asString()).isEqualTo("Company login");
    }

    @Test
    void bothKindsOfKeysAndAllTypesOfAccessTokensAreTaken() {
        assertThat(login.session(TestIdentityProvider.sign(CompanyLogin.ELLIPTIC, JWSAlgorithm.ES256, login.claims()))
                        .status())
                .isEqualTo(200);
        for (String type : List.of("JWT", "at+jwt", "application/at+JWT")) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("rsa-1")
                    .type(new JOSEObjectType(type))
                    .build();
            assertThat(login.session(TestIdentityProvider.sign(CompanyLogin.RSA, header, login.claims()))
                            .status())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @Test
    void theClocksMayDifferAsMuchAsTheProviderIsRegisteredWith() {
        Map<String, Object> justExpired = login.claims();
        justExpired.put("exp", login.now() - 50);
        Map<String, Object> almostValid = login.claims();
        almostValid.put("nbf", login.now() + 50);

        assertThat(login.session(CompanyLogin.token(justExpired)).status()).isEqualTo(200);
        assertThat(login.session(CompanyLogin.token(almostValid)).status()).isEqualTo(200);
        assertThat(gateway.admin(
                                "PATCH", "/api/v1/mcp/idp-providers/" + login.providerId, "{\"clock_skew_seconds\": 0}")
                        .status())
                .isEqualTo(200);
        assertThat(login.session(CompanyLogin.token(justExpired)).status()).isEqualTo(401);
        assertThat(login.session(CompanyLogin.token(almostValid)).status()).isEqualTo(401);
    }

    @Test
    void theSubjectIsInTheClaimTheProviderIsRegisteredWith() {
        try (TestIdentityProvider other = TestIdentityProvider.start()) {
            other.publish(CompanyLogin.RSA);
            String provider = login.register(other, "\"subject_claim\": \"azp\"");
            login.bind(provider, "client-7");
            Map<String, Object> claims = login.claims();
            claims.put("iss", other.issuer());
            claims.put("sub", "client-7");
            assertThat(login.session(CompanyLogin.token(claims)).status()).isEqualTo(401);

            claims.put("azp", "client-7");
            assertThat(login.session(CompanyLogin.token(claims)).status()).isEqualTo(200);
        }
    }

    @Test
    void theKeysAreFoundByDiscoveryUnlessItIsAboutAnotherIssuer() {
        try (TestIdentityProvider other = TestIdentityProvider.start()) {
            other.publish(CompanyLogin.RSA);
            login.bind(login.register(other, ""), "robot-1");
            Map<String, Object> claims = login.claims();
            claims.put("iss", other.issuer());
            other.claimToBe("https://somebody.else");
            assertThat(login.session(CompanyLogin.token(claims)).status()).isEqualTo(503);

            other.claimToBe(other.issuer());
            gateway.bean(TestClock.class).advance(Duration.ofSeconds(10));
            claims.put("exp", login.now() + 300);

            assertThat(login.session(CompanyLogin.token(claims)).status()).isEqualTo(200);
        }
    }

    @Test
    void aRotatedKeyCountsAtOnceAndTheOldOneWhileItIsPublished() {
        RSAKey next = TestIdentityProvider.rsaKey("rsa-2");
        assertThat(login.session(CompanyLogin.token(login.claims())).status()).isEqualTo(200);
        login.idp.publish(CompanyLogin.RSA, next);

        assertThat(login.session(TestIdentityProvider.sign(next, JWSAlgorithm.RS256, login.claims()))
                        .status())
                .isEqualTo(200);
        assertThat(login.session(CompanyLogin.token(login.claims())).status()).isEqualTo(200);

        login.idp.publish(next);
        gateway.bean(TestClock.class).advance(Duration.ofHours(1));

        assertThat(login.session(CompanyLogin.token(login.claims())).status()).isEqualTo(401);
        assertThat(login.session(TestIdentityProvider.sign(next, JWSAlgorithm.RS256, login.claims()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void inventedKeyIdsHaveTheProviderAskedOnceAMinute() {
        login.session(CompanyLogin.token(login.claims()));
        int before = login.idp.fetches();

        for (int i = 0; i < 50; i++) {
            login.session(login.tokenOfUnknownKey());
        }
        assertThat(login.idp.fetches()).isEqualTo(before + 1);

        gateway.bean(TestClock.class).advance(Duration.ofMinutes(1));
        login.session(login.tokenOfUnknownKey());
        assertThat(login.idp.fetches()).isEqualTo(before + 2);
    }

    @Test
    void aProviderThatCannotBeAskedIsNoFaultOfTheToken() {
        login.idp.answerWith(500);
        long before = DATABASE.lastAuditEvent();

        Answer answer = login.session(CompanyLogin.token(login.claims()));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("gateway_unavailable");
        assertThat(answer.json().path("error").path("retryable").asBoolean()).isTrue();
        assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
        assertThat(DATABASE.auditEventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("reason", "keys_unavailable"));
    }

    @Test
    void noDatabaseConnectionIsHeldWhileTheProviderIsAsked() throws Exception {
        HikariPoolMXBean pool =
                gateway.bean(DataSource.class).unwrap(HikariDataSource.class).getHikariPoolMXBean();
        login.idp.hold();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> answer = callers.submit(() -> login.session(CompanyLogin.token(login.claims())));
            await().untilAsserted(() -> assertThat(login.idp.fetches()).isEqualTo(1));

            // The sweepers have one now and then.
            await().untilAsserted(() -> {
                assertThat(pool.getActiveConnections()).isZero();
                assertThat(answer.isDone()).isFalse();
            });

            login.idp.letGo();
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void aChangedProviderCountsAtOnce() {
        assertThat(login.session(CompanyLogin.token(login.claims())).status()).isEqualTo(200);
        int before = login.idp.fetches();

        gateway.admin("PATCH", "/api/v1/mcp/idp-providers/" + login.providerId, "{\"algorithms\": [\"ES256\"]}");

        assertThat(login.session(CompanyLogin.token(login.claims())).status()).isEqualTo(401);
        assertThat(login.session(TestIdentityProvider.sign(CompanyLogin.ELLIPTIC, JWSAlgorithm.ES256, login.claims()))
                        .status())
                .isEqualTo(200);
        assertThat(login.idp.fetches()).isEqualTo(before + 1);
    }

    @Test
    void disablingHoldsForTheNextRequestOnAnotherReplica() {
        try (TestGateway replica = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true")) {
            String token = CompanyLogin.token(login.claims());
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(200);

            gateway.admin("POST", "/api/v1/mcp/idp-providers/" + login.providerId + "/disable", "");
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(401);

            gateway.admin("POST", "/api/v1/mcp/idp-providers/" + login.providerId + "/enable", "");
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenIsGoodInTheTenantOfItsProviderOnly() {
        String elsewhere = login.register(
                login.idp,
                "\"tenant\": \"elsewhere\", \"audience\": \"" + CompanyLogin.AUDIENCE + "\", \"jwks_url\": \""
                        + login.idp.jwksUrl() + "\"");
        login.bind(elsewhere, "robot-of-elsewhere");
        Map<String, Object> claims = login.claims();
        claims.put("sub", "robot-of-elsewhere");

        assertThat(login.session(CompanyLogin.token(claims)).status()).isEqualTo(401);
        assertThat(gateway.send("GET", "/t/elsewhere/api/v1/agent-session", Optional.of(CompanyLogin.token(claims)), "")
                        .json()
                        .path("agent")
                        .path("tenant")
                        .asString())
                .isEqualTo("elsewhere");
        assertThat(gateway.send(
                                "GET",
                                "/t/elsewhere/api/v1/agent-session",
                                Optional.of(CompanyLogin.token(login.claims())),
                                "")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.send(
                                "GET",
                                "/t/third/api/v1/agent-session",
                                Optional.of(CompanyLogin.token(login.claims())),
                                "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void noPieceOfATokenIsKept() {
        String token = CompanyLogin.token(login.claims());
        login.session(token);
        Map<String, Object> unbound = login.claims();
        unbound.put("sub", "robot-2");
        login.session(CompanyLogin.token(unbound));

        String dump = DATABASE.dump();

        assertThat(dump).contains("unknown_subject");
        for (String part : token.split("\\.", -1)) {
            assertThat(dump).doesNotContain(part);
        }
    }

    @Test
    void aTokenExpiresByTheGatewaysClock() {
        String token = CompanyLogin.token(login.claims());
        assertThat(login.session(token).status()).isEqualTo(200);

        gateway.bean(TestClock.class).advance(Duration.ofMinutes(6));

        Answer answer = login.session(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("message").asString()).contains("expired");
    }
}
