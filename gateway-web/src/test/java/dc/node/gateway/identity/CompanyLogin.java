package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestIdentityProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** An identity provider that the default tenant has registered, with an agent bound to its subject {@code robot-1}. */
final class CompanyLogin implements AutoCloseable {

    static final String AUDIENCE = "https://gateway.test/mcp";
    static final RSAKey RSA = TestIdentityProvider.rsaKey("rsa-1");
    static final ECKey ELLIPTIC = TestIdentityProvider.ecKey("ec-1");

    private final TestGateway gateway;
    final TestIdentityProvider idp;
    final String providerId;
    final String owner = "owner-" + UUID.randomUUID();
    final UUID agentId;

    CompanyLogin(TestGateway gateway) {
        this.gateway = gateway;
        this.idp = TestIdentityProvider.start();
        idp.publish(RSA, ELLIPTIC);
        this.providerId = register(idp, "\"jwks_url\": \"" + idp.jwksUrl() + "\"");
        this.agentId = UUID.fromString(bind(providerId, "robot-1"));
    }

    /** Lets the gateway's time pass faster. */
    static class Time {
        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock();
        }
    }

    Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", idp.issuer());
        claims.put("aud", List.of("account", AUDIENCE));
        claims.put("sub", "robot-1");
        claims.put("iat", now());
        claims.put("exp", now() + 300);
        return claims;
    }

    static String token(Map<String, Object> claims) {
        return TestIdentityProvider.sign(RSA, JWSAlgorithm.RS256, claims);
    }

    /** With the gateway's clock, which other tests have set ahead. */
    long now() {
        return gateway.bean(TestClock.class).instant().getEpochSecond();
    }

    String tokenOfUnknownKey() {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa-" + UUID.randomUUID())
                .build();
        return TestIdentityProvider.sign(RSA, header, claims());
    }

    Answer session(String token) {
        return gateway.send("GET", "/api/v1/agent-session", Optional.of(token), "");
    }

    /** Registers with these properties beside the name and the issuer. */
    String register(TestIdentityProvider provider, String properties) {
        Answer answer = gateway.admin("POST", "/api/v1/mcp/idp-providers", """
                {"name": "Company login", "issuer": "%s"%s}""".formatted(
                        provider.issuer(), properties.isEmpty() ? "" : ", " + properties));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    String bind(String provider, String subject) {
        Answer answer = gateway.admin("POST", "/api/v1/mcp/agents", """
                {"provider_id": "%s", "subject": "%s", "owner_user_id": "%s", "owner_email": "o@example.test",
                 "display_name": "Robot"}""".formatted(provider, subject, owner));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    @Override
    public void close() {
        idp.close();
    }
}
