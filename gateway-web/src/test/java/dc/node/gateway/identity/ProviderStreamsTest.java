package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.mcp.stream.StreamHub;
import dc.node.gateway.testing.EventReader;
import dc.node.gateway.testing.TestClock;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams opened with the token of an identity provider: they end with the right to them. */
class ProviderStreamsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;

    private CompanyLogin login;

    /** What an administrator does that takes the right away; {agent}, {owner} and {provider} stand for ids. */
    enum End {
        AGENT_DISABLED("POST", "/api/v1/agents/{agent}/disable"),
        OWNER_BLOCKED("POST", "/api/v1/owners/{owner}/block"),
        PROVIDER_DISABLED("POST", "/api/v1/mcp/idp-providers/{provider}/disable"),
        PROVIDER_DELETED("DELETE", "/api/v1/mcp/idp-providers/{provider}"),
        AGENT_UNBOUND("DELETE", "/api/v1/mcp/agents/{agent}");

        private final String method;
        private final String path;

        End(String method, String path) {
            this.method = method;
            this.path = path;
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
    @EnumSource(End.class)
    void aStreamHearsOfGrantsAndEndsWithItsAgentsRightToIt(End end) {
        try (EventReader stream = stream()) {
            gateway.admin("PUT", "/api/v1/agents/" + login.agentId + "/grants/" + UUID.randomUUID(), """
                    {"scopes": ["issue:read"]}""");
            stream.nextMessage();

            gateway.admin(end.method, path(end), "");

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

    private String path(End end) {
        return end.path
                .replace("{agent}", login.agentId.toString())
                .replace("{owner}", login.owner)
                .replace("{provider}", login.providerId);
    }

    /** A stream of MCP with a good token, once it is open. */
    private EventReader stream() {
        String token = CompanyLogin.token(login.claims());
        EventReader stream = EventReader.open(
                URI.create(gateway.url() + "/mcp"), "GET", Map.of("Authorization", "Bearer " + token), "");
        stream.next("retry:");
        return stream;
    }
}
