package dc.node.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.RSAKey;
import dc.node.gateway.json.Json;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestIdentityProvider;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens of an identity provider that are not good, at the door: each is turned away, and the trail says why. */
class FlawedProviderTokensTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RSAKey STRANGERS = TestIdentityProvider.rsaKey("rsa-1");
    private static TestGateway gateway;

    private CompanyLogin login;

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

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void aTokenThatIsNotGoodIsTurnedAwayAndTheTrailSaysWhy(Flaw flaw) {
        String token = flawed(flaw);
        long before = DATABASE.lastAuditEvent();

        Answer answer = login.session(token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"https://gateway.test/.well-known/oauth-protected-resource\","
                        + " error=\"invalid_token\"");
        assertThat(DATABASE.auditEventsAfter(before))
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
            texts.add(login.session(flawed(flaw)).text());
        }

        assertThat(texts).hasSize(1);
    }

    @Test
    void theTrailNamesNoAgentBeforeTheSignatureIsVerified() {
        long before = DATABASE.lastAuditEvent();
        login.session(flawed(Flaw.SIGNED_BY_A_STRANGER));
        login.session(flawed(Flaw.EXPIRED));

        List<Map<String, Object>> events = DATABASE.auditEventsAfter(before);
        assertThat(events.get(0)).containsEntry("agent_id", null);
        assertThat(events.get(1)).containsEntry("agent_id", login.agentId).containsEntry("owner_user_id", login.owner);
    }

    private String flawed(Flaw flaw) {
        Map<String, Object> claims = login.claims();
        switch (flaw) {
            case UNKNOWN_ISSUER -> claims.put("iss", "https://login.nobody.example");
            case WRONG_AUDIENCE -> claims.put("aud", List.of("account", CompanyLogin.AUDIENCE + "/"));
            case NO_AUDIENCE -> claims.remove("aud");
            case EXPIRED -> claims.put("exp", login.now() - 61);
            case NOT_YET_VALID -> claims.put("nbf", login.now() + 120);
            case ISSUED_IN_THE_FUTURE -> claims.put("iat", login.now() + 120);
            case UNKNOWN_SUBJECT -> claims.put("sub", "robot-2");
            case NO_SUBJECT -> claims.remove("sub");
            case SUBJECT_NO_DATABASE_CAN_STORE -> claims.put("sub", "robot-1\u0000");
            case NO_EXPIRY -> claims.remove("exp");
            case NO_ISSUER -> claims.remove("iss");
            case TOO_LONG -> claims.put("roles", "x".repeat(6_200));
            case DISABLED_AGENT, DISABLED_AGENT_AND_EXPIRED ->
                gateway.admin("POST", "/api/v1/agents/" + login.agentId + "/disable", "");
            case BLOCKED_OWNER -> gateway.admin("POST", "/api/v1/owners/" + login.owner + "/block", "");
            case DISABLED_PROVIDER ->
                gateway.admin("POST", "/api/v1/mcp/idp-providers/" + login.providerId + "/disable", "");
            case DELETED_PROVIDER -> gateway.admin("DELETE", "/api/v1/mcp/idp-providers/" + login.providerId, "");
            case UNBOUND_AGENT -> gateway.admin("DELETE", "/api/v1/mcp/agents/" + login.agentId, "");
            default -> {}
        }
        if (flaw == Flaw.DISABLED_AGENT_AND_EXPIRED) {
            claims.put("exp", login.now() - 61);
        }
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
        return switch (flaw) {
            case UNSIGNED -> raw("{\"alg\":\"none\"}", claims, "");
            case UNSIGNED_WITH_A_SIGNATURE ->
                raw("{\"alg\":\"none\",\"kid\":\"rsa-1\"}", claims, signatureOf(CompanyLogin.token(claims)));
            case HMAC_WITH_THE_PUBLIC_KEY -> hmac(claims);
            case ALGORITHM_NOT_ALLOWED -> TestIdentityProvider.sign(CompanyLogin.RSA, JWSAlgorithm.RS512, claims);
            case SIGNED_BY_A_STRANGER -> TestIdentityProvider.sign(STRANGERS, JWSAlgorithm.RS256, claims);
            case CHANGED_AFTER_SIGNING ->
                raw(
                        "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}",
                        claims,
                        signatureOf(CompanyLogin.token(Map.of("iss", "x"))));
            case UNKNOWN_KEY -> login.tokenOfUnknownKey();
            case KEY_OF_ANOTHER_KIND ->
                TestIdentityProvider.sign(CompanyLogin.RSA, header.keyID("ec-1").build(), claims);
            case BRINGS_ITS_OWN_KEY ->
                TestIdentityProvider.sign(
                        STRANGERS,
                        header.keyID("mine").jwk(STRANGERS.toPublicJWK()).build(),
                        claims);
            case NO_KEY_ID_AMONG_MANY -> {
                login.idp.publish(CompanyLogin.RSA, TestIdentityProvider.rsaKey("rsa-2"));
                yield TestIdentityProvider.sign(
                        CompanyLogin.RSA, header.keyID(null).build(), claims);
            }
            case CRITICAL_HEADER ->
                raw("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":true}", claims, "AA");
            case OTHER_KIND_OF_TOKEN ->
                TestIdentityProvider.sign(
                        CompanyLogin.RSA,
                        header.type(new JOSEObjectType("logout+jwt")).build(),
                        claims);
            case EXPIRY_BEYOND_ALL_TIME ->
                rawClaims(Json.MAPPER.writeValueAsString(claims).replace(String.valueOf(claims.get("exp")), "1e400"));
            case A_CLAIM_TWICE ->
                rawClaims(Json.MAPPER.writeValueAsString(claims).replace("{", "{\"sub\":\"robot-1\","));
            case NOT_JSON -> "AAAA.BBBB.CCCC";
            default -> CompanyLogin.token(claims);
        };
    }

    private static String hmac(Map<String, Object> claims) {
        try {
            String unsigned = raw("{\"alg\":\"HS256\",\"kid\":\"rsa-1\"}", claims, "");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(CompanyLogin.RSA.toRSAPublicKey().getEncoded(), "HmacSHA256"));
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
}
