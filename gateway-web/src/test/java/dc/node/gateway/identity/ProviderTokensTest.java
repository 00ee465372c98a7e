package dc.node.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dc.node.gateway.json.Json;
import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.EventReader;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestIdentityProvider;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Tokens of an identity provider at the door, with a provider that is really asked for its keys. */
class ProviderTokensTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String AUDIENCE = "https://gateway.test/mcp";
    private static final RSAKey RSA = TestIdentityProvider.rsaKey("rsa-1");
    private static final ECKey ELLIPTIC = TestIdentityProvider.ecKey("ec-1");
    private static final RSAKey STRANGERS = TestIdentityProvider.rsaKey("rsa-1");
    private static TestGateway gateway;

    private TestIdentityProvider idp;
    private String providerId;
    private UUID agentId;
    private String owner = "";

    /** What may be wrong with a token, and the reason the trail gives. */
    enum Flaw {
        UNKNOWN_ISSUER("unknown_issuer"),
        WRONG_AUDIENCE("wrong_audience"),
        NO_AUDIENCE("wrong_audience"),
        EXPIRED("expired_token"),
        NOT_YET_VALID("token_not_yet_valid"),
        ISSUED_IN_THE_FUTURE("token_not_yet_valid"),
        UNSIGNED("wrong_algorithm"),
        UNSIGNED_WITH_A_SIGNATURE("wrong_algorithm"),
        HMAC_WITH_THE_PUBLIC_KEY("wrong_algorithm"),
        ALGORITHM_NOT_ALLOWED("wrong_algorithm"),
        SIGNED_BY_A_STRANGER("bad_signature"),
        CHANGED_AFTER_SIGNING("bad_signature"),
        UNKNOWN_KEY("unknown_key"),
        KEY_OF_ANOTHER_KIND("unknown_key"),
        BRINGS_ITS_OWN_KEY("unknown_key"),
        NO_KEY_ID_AMONG_MANY("unknown_key"),
        UNKNOWN_SUBJECT("unknown_subject"),
        NO_SUBJECT("unknown_subject"),
        SUBJECT_NO_DATABASE_CAN_STORE("unknown_subject"),
        NO_EXPIRY("malformed_token"),
        EXPIRY_BEYOND_ALL_TIME("malformed_token"),
        NO_ISSUER("malformed_token"),
        CRITICAL_HEADER("malformed_token"),
        OTHER_KIND_OF_TOKEN("malformed_token"),
        A_CLAIM_TWICE("malformed_token"),
        NOT_JSON("malformed_token"),
        TOO_LONG("malformed_token"),
        DISABLED_AGENT("agent_disabled"),
        BLOCKED_OWNER("owner_blocked"),
        DISABLED_AGENT_AND_EXPIRED("agent_disabled"),
        DISABLED_PROVIDER("provider_disabled"),
        DELETED_PROVIDER("unknown_issuer"),
        UNBOUND_AGENT("unknown_subject");

        private final String reason;

        Flaw(String reason) {
            this.reason = reason;
        }
    }

    /** Lets the gateway's time pass faster. */
    static class Time {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    @BeforeAll
    static void start() {
        gateway = TestGateway.startWith(Time.class, DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void registerProvider() {
        idp = TestIdentityProvider.start();
        idp.publish(RSA, ELLIPTIC);
        providerId = register(idp, "\"jwks_url\": \"" + idp.jwksUrl() + "\"");
        owner = "owner-" + UUID.randomUUID();
        agentId = UUID.fromString(bind(providerId, "robot-1"));
    }

    @AfterEach
    void stopProvider() {
        idp.close();
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void aTokenThatIsNotGoodIsTurnedAwayAndTheTrailSaysWhy(Flaw flaw) {
        String token = flawed(flaw);
        long before = lastEvent();

        Answer answer = session(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"https://gateway.test/.well-known/oauth-protected-resource\","
                        + " error=\"invalid_token\"");
        assertThat(eventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "call")
                        .containsEntry("decision", "deny")
                        .containsEntry("reason", flaw.reason)
                        .containsEntry("tenant", "default"));
    }

    @Test
    void whoForgesATokenLearnsNothingOfWhatWasWrong() {
        Set<String> texts = new HashSet<>();
        for (Flaw flaw : List.of(
                Flaw.UNKNOWN_ISSUER,
                Flaw.WRONG_AUDIENCE,
                Flaw.UNSIGNED,
                Flaw.SIGNED_BY_A_STRANGER,
                Flaw.UNKNOWN_KEY,
                Flaw.UNKNOWN_SUBJECT,
                Flaw.DISABLED_AGENT)) {
            texts.add(session(flawed(flaw)).text());
        }

        assertThat(texts).hasSize(1);
    }

    @Test
    void theTrailNamesNoAgentBeforeTheSignatureIsVerified() {
        long before = lastEvent();
        session(flawed(Flaw.SIGNED_BY_A_STRANGER));
        session(flawed(Flaw.EXPIRED));

        List<Map<String, Object>> events = eventsAfter(before);
        assertThat(events.get(0)).containsEntry("agent_id", null);
        assertThat(events.get(1)).containsEntry("agent_id", agentId).containsEntry("owner_user_id", owner);
    }

    @Test
    void aGoodTokenIsTheAgentBoundToItsSubject() {
        Answer answer = session(token(claims()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("agent").path("id").asString()).isEqualTo(agentId.toString());
        assertThat(answer.json().path("token").path("name").asString()).isEqualTo("Company login");
    }

    @Test
    void bothKindsOfKeysAndAllTypesOfAccessTokensAreTaken() {
        assertThat(session(TestIdentityProvider.sign(ELLIPTIC, JWSAlgorithm.ES256, claims()))
                        .status())
                .isEqualTo(200);
        for (String type : List.of("JWT", "at+jwt", "application/at+JWT")) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("rsa-1")
                    .type(new JOSEObjectType(type))
                    .build();
            assertThat(session(TestIdentityProvider.sign(RSA, header, claims())).status())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @Test
    void theClocksMayDifferAsMuchAsTheProviderIsRegisteredWith() {
        Map<String, Object> justExpired = claims();
        justExpired.put("exp", now() - 50);
        Map<String, Object> almostValid = claims();
        almostValid.put("nbf", now() + 50);

        assertThat(session(token(justExpired)).status()).isEqualTo(200);
        assertThat(session(token(almostValid)).status()).isEqualTo(200);
        assertThat(gateway.admin("PATCH", "/api/v1/mcp/idp-providers/" + providerId, "{\"clock_skew_seconds\": 0}")
                        .status())
                .isEqualTo(200);
        assertThat(session(token(justExpired)).status()).isEqualTo(401);
        assertThat(session(token(almostValid)).status()).isEqualTo(401);
    }

    @Test
    void theSubjectIsInTheClaimTheProviderIsRegisteredWith() {
        try (TestIdentityProvider other = TestIdentityProvider.start()) {
            other.publish(RSA);
            String provider = register(other, "\"subject_claim\": \"azp\"");
            bind(provider, "client-7");
            Map<String, Object> claims = claims();
            claims.put("iss", other.issuer());
            claims.put("sub", "client-7");
            assertThat(session(token(claims)).status()).isEqualTo(401);

            claims.put("azp", "client-7");
            assertThat(session(token(claims)).status()).isEqualTo(200);
        }
    }

    @Test
    void theKeysAreFoundByDiscoveryUnlessItIsAboutAnotherIssuer() {
        try (TestIdentityProvider other = TestIdentityProvider.start()) {
            other.publish(RSA);
            bind(register(other, ""), "robot-1");
            Map<String, Object> claims = claims();
            claims.put("iss", other.issuer());
            other.claimToBe("https://somebody.else");
            assertThat(session(token(claims)).status()).isEqualTo(503);

            other.claimToBe(other.issuer());
            gateway.bean(TestClock.class).advance(Duration.ofSeconds(10));
            claims.put("exp", now() + 300);

            assertThat(session(token(claims)).status()).isEqualTo(200);
        }
    }

    @Test
    void aRotatedKeyCountsAtOnceAndTheOldOneWhileItIsPublished() {
        RSAKey next = TestIdentityProvider.rsaKey("rsa-2");
        assertThat(session(token(claims())).status()).isEqualTo(200);
        idp.publish(RSA, next);

        assertThat(session(TestIdentityProvider.sign(next, JWSAlgorithm.RS256, claims()))
                        .status())
                .isEqualTo(200);
        assertThat(session(token(claims())).status()).isEqualTo(200);

        idp.publish(next);
        gateway.bean(TestClock.class).advance(Duration.ofHours(1));

        assertThat(session(token(claims())).status()).isEqualTo(401);
        assertThat(session(TestIdentityProvider.sign(next, JWSAlgorithm.RS256, claims()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void inventedKeyIdsHaveTheProviderAskedOnceAMinute() {
        session(token(claims()));
        int before = idp.fetches();

        for (int i = 0; i < 50; i++) {
            session(flawed(Flaw.UNKNOWN_KEY));
        }
        assertThat(idp.fetches()).isEqualTo(before + 1);

        gateway.bean(TestClock.class).advance(Duration.ofMinutes(1));
        session(flawed(Flaw.UNKNOWN_KEY));
        assertThat(idp.fetches()).isEqualTo(before + 2);
    }

    @Test
    void aProviderThatCannotBeAskedIsNoFaultOfTheToken() {
        idp.answerWith(500);
        long before = lastEvent();

        Answer answer = session(token(claims()));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("gateway_unavailable");
        assertThat(answer.json().path("error").path("retryable").asBoolean()).isTrue();
        assertThat(answer.headers().map()).doesNotContainKey("www-authenticate");
        assertThat(eventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("reason", "keys_unavailable"));
    }

    @Test
    void noDatabaseConnectionIsHeldWhileTheProviderIsAsked() throws Exception {
        HikariPoolMXBean pool =
                gateway.bean(DataSource.class).unwrap(HikariDataSource.class).getHikariPoolMXBean();
        idp.hold();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> answer = callers.submit(() -> session(token(claims())));
            await().untilAsserted(() -> assertThat(idp.fetches()).isEqualTo(1));

            // The sweepers have one now and then.
            await().untilAsserted(() -> {
                assertThat(pool.getActiveConnections()).isZero();
                assertThat(answer.isDone()).isFalse();
            });

            idp.letGo();
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void aChangedProviderCountsAtOnce() {
        assertThat(session(token(claims())).status()).isEqualTo(200);
        int before = idp.fetches();

        gateway.admin("PATCH", "/api/v1/mcp/idp-providers/" + providerId, "{\"algorithms\": [\"ES256\"]}");

        assertThat(session(token(claims())).status()).isEqualTo(401);
        assertThat(session(TestIdentityProvider.sign(ELLIPTIC, JWSAlgorithm.ES256, claims()))
                        .status())
                .isEqualTo(200);
        assertThat(idp.fetches()).isEqualTo(before + 1);
    }

    @Test
    void disablingHoldsForTheNextRequestOnAnotherReplica() {
        try (TestGateway replica = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true")) {
            String token = token(claims());
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(200);

            gateway.admin("POST", "/api/v1/mcp/idp-providers/" + providerId + "/disable", "");
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(401);

            gateway.admin("POST", "/api/v1/mcp/idp-providers/" + providerId + "/enable", "");
            assertThat(replica.send("GET", "/api/v1/agent-session", Optional.of(token), "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTokenIsGoodInTheTenantOfItsProviderOnly() {
        String elsewhere = register(
                idp,
                "\"tenant\": \"elsewhere\", \"audience\": \"" + AUDIENCE + "\", \"jwks_url\": \"" + idp.jwksUrl()
                        + "\"");
        bind(elsewhere, "robot-of-elsewhere");
        Map<String, Object> claims = claims();
        claims.put("sub", "robot-of-elsewhere");

        assertThat(session(token(claims)).status()).isEqualTo(401);
        assertThat(gateway.send("GET", "/t/elsewhere/api/v1/agent-session", Optional.of(token(claims)), "")
                        .json()
                        .path("agent")
                        .path("tenant")
                        .asString())
                .isEqualTo("elsewhere");
        assertThat(gateway.send("GET", "/t/elsewhere/api/v1/agent-session", Optional.of(token(claims())), "")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.send("GET", "/t/third/api/v1/agent-session", Optional.of(token(claims())), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void noPieceOfATokenIsKept() {
        String token = token(claims());
        session(token);
        session(flawed(Flaw.UNKNOWN_SUBJECT));

        String dump = DATABASE.dump();

        assertThat(dump).contains("unknown_subject");
        for (String part : token.split("\\.", -1)) {
            assertThat(dump).doesNotContain(part);
        }
    }

    @Test
    void aTokenExpiresByTheGatewaysClock() {
        String token = token(claims());
        assertThat(session(token).status()).isEqualTo(200);

        gateway.bean(TestClock.class).advance(Duration.ofMinutes(6));

        Answer answer = session(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("message").asString()).contains("expired");
    }

    @ParameterizedTest
    @EnumSource(
            value = Flaw.class,
            names = {"DISABLED_AGENT", "BLOCKED_OWNER", "DISABLED_PROVIDER", "DELETED_PROVIDER", "UNBOUND_AGENT"})
    void aStreamHearsOfGrantsAndEndsWithItsAgentsRightToIt(Flaw flaw) {
        try (EventReader stream = stream()) {
            gateway.admin("PUT", "/api/v1/agents/" + agentId + "/grants/" + UUID.randomUUID(), """
                    {"scopes": ["issue:read"]}""");
            stream.nextMessage();

            flawed(flaw);

            stream.awaitEnd();
        }
    }

    @Test
    void aStreamEndsWhenItsTokenExpiresByTheGatewaysClockAndItsSkew() {
        try (EventReader stream = stream()) {
            gateway.bean(TestClock.class).advance(Duration.ofMinutes(5));
            gateway.bean(StreamHub.class).changed();
            assertThat(stream.isSilentFor(Duration.ofMillis(300))).isTrue();

            gateway.bean(TestClock.class).advance(Duration.ofMinutes(1));
            gateway.bean(StreamHub.class).changed();

            stream.awaitEnd();
        }
    }

    /** A stream of MCP with a good token, once it is open. */
    private EventReader stream() {
        EventReader stream = EventReader.open(
                URI.create(gateway.url() + "/mcp"), "GET", Map.of("Authorization", "Bearer " + token(claims())), "");
        stream.next("retry:");
        return stream;
    }

    private String flawed(Flaw flaw) {
        Map<String, Object> claims = claims();
        switch (flaw) {
            case UNKNOWN_ISSUER -> claims.put("iss", "https://login.nobody.example");
            case WRONG_AUDIENCE -> claims.put("aud", List.of("account", AUDIENCE + "/"));
            case NO_AUDIENCE -> claims.remove("aud");
            case EXPIRED -> claims.put("exp", now() - 61);
            case NOT_YET_VALID -> claims.put("nbf", now() + 120);
            case ISSUED_IN_THE_FUTURE -> claims.put("iat", now() + 120);
            case UNKNOWN_SUBJECT -> claims.put("sub", "robot-2");
            case NO_SUBJECT -> claims.remove("sub");
            case SUBJECT_NO_DATABASE_CAN_STORE -> claims.put("sub", "robot-1\u0000");
            case NO_EXPIRY -> claims.remove("exp");
            case NO_ISSUER -> claims.remove("iss");
            case TOO_LONG -> claims.put("roles", "x".repeat(6_200));
            case DISABLED_AGENT, DISABLED_AGENT_AND_EXPIRED ->
                gateway.admin("POST", "/api/v1/agents/" + agentId + "/disable", "");
            case BLOCKED_OWNER -> gateway.admin("POST", "/api/v1/owners/" + owner + "/block", "");
            case DISABLED_PROVIDER -> gateway.admin("POST", "/api/v1/mcp/idp-providers/" + providerId + "/disable", "");
            case DELETED_PROVIDER -> gateway.admin("DELETE", "/api/v1/mcp/idp-providers/" + providerId, "");
            case UNBOUND_AGENT -> gateway.admin("DELETE", "/api/v1/mcp/agents/" + agentId, "");
            default -> {}
        }
        if (flaw == Flaw.DISABLED_AGENT_AND_EXPIRED) {
            claims.put("exp", now() - 61);
        }
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
        return switch (flaw) {
            case UNSIGNED -> raw("{\"alg\":\"none\"}", claims, "");
            case UNSIGNED_WITH_A_SIGNATURE ->
                raw("{\"alg\":\"none\",\"kid\":\"rsa-1\"}", claims, signatureOf(token(claims)));
            case HMAC_WITH_THE_PUBLIC_KEY -> hmac(claims);
            case ALGORITHM_NOT_ALLOWED -> TestIdentityProvider.sign(RSA, JWSAlgorithm.RS512, claims);
            case SIGNED_BY_A_STRANGER -> TestIdentityProvider.sign(STRANGERS, JWSAlgorithm.RS256, claims);
            case CHANGED_AFTER_SIGNING ->
                raw("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", claims, signatureOf(token(Map.of("iss", "x"))));
            case UNKNOWN_KEY ->
                TestIdentityProvider.sign(
                        RSA, header.keyID("rsa-" + UUID.randomUUID()).build(), claims);
            case KEY_OF_ANOTHER_KIND ->
                TestIdentityProvider.sign(RSA, header.keyID("ec-1").build(), claims);
            case BRINGS_ITS_OWN_KEY ->
                TestIdentityProvider.sign(
                        STRANGERS,
                        header.keyID("mine").jwk(STRANGERS.toPublicJWK()).build(),
                        claims);
            case NO_KEY_ID_AMONG_MANY -> {
                idp.publish(RSA, TestIdentityProvider.rsaKey("rsa-2"));
                yield TestIdentityProvider.sign(RSA, header.keyID(null).build(), claims);
            }
            case CRITICAL_HEADER ->
                raw("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":true}", claims, "AA");
            case OTHER_KIND_OF_TOKEN ->
                TestIdentityProvider.sign(
                        RSA, header.type(new JOSEObjectType("logout+jwt")).build(), claims);
            case EXPIRY_BEYOND_ALL_TIME ->
                rawClaims(Json.MAPPER.writeValueAsString(claims).replace(String.valueOf(claims.get("exp")), "1e400"));
            case A_CLAIM_TWICE ->
                rawClaims(Json.MAPPER.writeValueAsString(claims).replace("{", "{\"sub\":\"robot-1\","));
            case NOT_JSON -> "AAAA.BBBB.CCCC";
            default -> token(claims);
        };
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", idp.issuer());
        claims.put("aud", List.of("account", AUDIENCE));
        claims.put("sub", "robot-1");
        claims.put("iat", now());
        claims.put("exp", now() + 300);
        return claims;
    }

    private static String token(Map<String, Object> claims) {
        return TestIdentityProvider.sign(RSA, JWSAlgorithm.RS256, claims);
    }

    /** With the gateway's clock, which other tests have set ahead. */
    private static long now() {
        return gateway.bean(TestClock.class).instant().getEpochSecond();
    }

    private static String hmac(Map<String, Object> claims) {
        try {
            String unsigned = raw("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}", claims, "");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(RSA.toRSAPublicKey().getEncoded(), "HmacSHA256"));
            byte[] signature =
                    mac.doFinal(unsigned.substring(0, unsigned.length() - 1).getBytes(UTF_8));
            return unsigned + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rawClaims(String claims) {
        return encode("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}") + "." + encode(claims) + ".AA";
    }

    private static String raw(String header, Map<String, Object> claims, String signature) {
        return encode(header) + "." + encode(Json.MAPPER.writeValueAsString(claims)) + "." + signature;
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String signatureOf(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static Answer session(String token) {
        return gateway.send("GET", "/api/v1/agent-session", Optional.of(token), "");
    }

    /** Registers with these properties beside the name and the issuer. */
    private static String register(TestIdentityProvider provider, String properties) {
        Answer answer = gateway.admin("POST", "/api/v1/mcp/idp-providers", """
                {"name": "Company login", "issuer": "%s"%s}""".formatted(
                        provider.issuer(), properties.isEmpty() ? "" : ", " + properties));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private String bind(String provider, String subject) {
        Answer answer = gateway.admin("POST", "/api/v1/mcp/agents", """
                {"provider_id": "%s", "subject": "%s", "owner_user_id": "%s", "owner_email": "o@example.test",
                 "display_name": "Robot"}""".formatted(provider, subject, owner));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private static long lastEvent() {
        return DATABASE.jdbc()
                .sql("select coalesce(max(id), 0) from audit_event")
                .query(Long.class)
                .single();
    }

    private static List<Map<String, Object>> eventsAfter(long id) {
        return DATABASE.jdbc()
                .sql("select * from audit_event where id > :id order by id")
                .param("id", id)
                .query()
                .listOfRows();
    }
}
