package dc.node.gateway.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestGateway.IssuedToken;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentEntranceTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String METADATA = "https://gateway.test/.well-known/oauth-protected-resource";
    private static TestGateway gateway;

    /** How a caller's credential may stand, and the reason the trail gives. */
    enum Credential {
        NONE("no_token"),
        OTHER_SCHEME("no_token"),
        MALFORMED("malformed_token"),
        WRONG_CHECKSUM("malformed_token"),
        UNKNOWN("unknown_token"),
        ADMINISTRATORS("malformed_token"),
        EXPIRED("expired_token"),
        REVOKED("revoked_token"),
        DISABLED_AGENT("agent_disabled"),
        BLOCKED_OWNER("owner_blocked"),
        EXPIRED_OF_DISABLED_AGENT("agent_disabled");

        private final String reason;

        Credential(String reason) {
            this.reason = reason;
        }
    }

    record Route(String method, String path) {}

    private static final List<Route> ROUTES = List.of(
            new Route("POST", "/mcp"),
            new Route("GET", "/mcp"),
            new Route("POST", "/api/v1/tools/tasker_get_issue"),
            new Route("POST", "/api/v1/tools/no_such_tool"),
            new Route("GET", "/api/v1/agent-session"),
            new Route("POST", "/api/v1/agent-session"));

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> credentialsAndRoutes() {
        return Stream.of(Credential.values())
                .flatMap(credential -> ROUTES.stream().map(route -> Arguments.of(credential, route)));
    }

    @ParameterizedTest
    @MethodSource("credentialsAndRoutes")
    void whoeverMayNotActIsTurnedAwayAndTheTrailSaysWhy(Credential credential, Route route) {
        Optional<String> authorization = authorization(credential);
        long before = DATABASE.lastAuditEvent();

        Answer answer = call(route, authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("unauthenticated");
        assertThat(answer.json().path("error").path("retryable").asBoolean()).isFalse();
        boolean tokenSent =
                authorization.filter(value -> value.startsWith("Bearer")).isPresent();
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"%s\"%s"
                        .formatted(METADATA, tokenSent ? ", error=\"invalid_token\"" : ""));
        assertThat(DATABASE.auditEventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "call")
                        .containsEntry("decision", "deny")
                        .containsEntry("reason", credential.reason)
                        .containsEntry(
                                "detail", route.method() + " " + route.path().replace("no_such_tool", "*")));
    }

    @Test
    void nobodyCanTellAnUnknownTokenFromOneThatMayNotAct() {
        Set<String> texts = new HashSet<>();
        for (Credential credential : List.of(
                Credential.UNKNOWN,
                Credential.REVOKED,
                Credential.DISABLED_AGENT,
                Credential.BLOCKED_OWNER,
                Credential.EXPIRED_OF_DISABLED_AGENT)) {
            texts.add(call(new Route("POST", "/mcp"), authorization(credential)).text());
        }

        assertThat(texts).hasSize(1);
    }

    @Test
    void theTrailNamesTheAgentWhoseTokenItWas() {
        UUID agent = gateway.newAgent("owner-of-disabled");
        IssuedToken token = gateway.newToken(agent);
        gateway.admin("POST", "/api/v1/agents/" + agent + "/disable", "");
        long before = DATABASE.lastAuditEvent();

        call(new Route("POST", "/mcp"), Optional.of("Bearer " + token.text()));

        assertThat(DATABASE.auditEventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("agent_id", agent)
                        .containsEntry("owner_user_id", "owner-of-disabled"));
    }

    @Test
    void anAgentMayActAgainOnceItIsEnabledAndItsOwnerUnblocked() {
        UUID agent = gateway.newAgent("owner-pardoned");
        Optional<String> token = Optional.of("Bearer " + gateway.newToken(agent).text());
        Route session = new Route("GET", "/api/v1/agent-session");
        gateway.admin("POST", "/api/v1/agents/" + agent + "/disable", "");
        gateway.admin("POST", "/api/v1/owners/owner-pardoned/block", "");

        gateway.admin("POST", "/api/v1/agents/" + agent + "/enable", "");
        assertThat(call(session, token).status()).isEqualTo(401);
        gateway.admin("POST", "/api/v1/owners/owner-pardoned/unblock", "");

        assertThat(call(session, token).status()).isEqualTo(200);
    }

    @Test
    void aBlockInOneTenantStopsNobodyInAnother() {
        UUID agent = gateway.newAgent("owner-of-two-tenants");
        Optional<String> token = Optional.of("Bearer " + gateway.newToken(agent).text());

        gateway.admin("POST", "/api/v1/owners/owner-of-two-tenants/block?tenant=other", "");

        assertThat(call(new Route("GET", "/api/v1/agent-session"), token).status())
                .isEqualTo(200);
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() {
        IssuedToken token = gateway.newToken(gateway.newAgent("owner-3"));

        assertThat(call(new Route("GET", "/api/v1/agent-session"), Optional.of("bearer " + token.text()))
                        .status())
                .isEqualTo(200);
    }

    private static Answer call(Route route, Optional<String> authorization) {
        HttpRequest.Builder request = gateway.request(route.path()).method(route.method(), BodyPublishers.noBody());
        authorization.ifPresent(value -> request.header("Authorization", value));
        return gateway.send(request);
    }

    private static Optional<String> authorization(Credential credential) {
        return switch (credential) {
            case NONE -> Optional.empty();
            case OTHER_SCHEME -> Optional.of("Basic Ym9iOnNlY3JldA==");
            case MALFORMED -> Optional.of("Bearer not-a-token");
            case WRONG_CHECKSUM -> Optional.of("Bearer tgw_" + "0".repeat(36));
            // All zeros, with the checksum that belongs to them.
            case UNKNOWN -> Optional.of("Bearer tgw_" + "0".repeat(30) + "2C8GjS");
            case ADMINISTRATORS -> Optional.of("Bearer " + TestGateway.ADMIN_TOKEN);
            case EXPIRED, REVOKED, DISABLED_AGENT, BLOCKED_OWNER, EXPIRED_OF_DISABLED_AGENT ->
                Optional.of("Bearer " + spoiled(credential));
        };
    }

    /** A real token that has lost its force in this way. */
    private static String spoiled(Credential credential) {
        String owner = "owner-" + UUID.randomUUID();
        UUID agent = gateway.newAgent(owner);
        IssuedToken token = gateway.newToken(agent);
        String path = "/api/v1/agents/" + agent;
        if (credential == Credential.EXPIRED || credential == Credential.EXPIRED_OF_DISABLED_AGENT) {
            DATABASE.jdbc()
                    .sql("update agent_token set expires_at = now() where id = :id")
                    .param("id", token.id())
                    .update();
        }
        if (credential == Credential.DISABLED_AGENT || credential == Credential.EXPIRED_OF_DISABLED_AGENT) {
            gateway.admin("POST", path + "/disable", "");
        }
        if (credential == Credential.REVOKED) {
            gateway.admin("DELETE", path + "/tokens/" + token.id(), "");
        }
        if (credential == Credential.BLOCKED_OWNER) {
            gateway.admin("POST", "/api/v1/owners/" + owner + "/block", "");
        }
        return token.text();
    }
}
