package dc.node.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import dc.node.gateway.testing.TestIdentityProvider;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What is taken away through one gateway is missed at the very next request to another on the same database. */
class OtherReplicaTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String TOOL = "tasker_get_agent_instructions";
    private static final String PROJECT = "/grants/11111111-1111-4111-8111-111111111111";
    private static final RSAKey KEY = TestIdentityProvider.rsaKey("key-1");
    private static TestGateway here;
    private static TestGateway there;
    private static TestIdentityProvider idp;

    /** What an administrator does to an agent, and what the agent then hears. */
    enum Change {
        TOKEN_REVOKED("unauthenticated") {
            @Override
            void make(Subject subject) {
                admin("DELETE", subject.path() + "/tokens/" + subject.tokenId(), "");
            }
        },
        TOKEN_REPLACED_AT_ONCE("unauthenticated") {
            @Override
            void make(Subject subject) {
                admin("POST", subject.path() + "/tokens/" + subject.tokenId() + "/rotate", "{\"overlap_minutes\": 0}");
            }
        },
        AGENT_DISABLED("unauthenticated") {
            @Override
            void make(Subject subject) {
                admin("POST", subject.path() + "/disable", "");
            }
        },
        OWNER_BLOCKED("unauthenticated") {
            @Override
            void make(Subject subject) {
                admin("POST", "/api/v1/owners/" + subject.owner() + "/block", "");
            }
        },
        GRANT_WITHDRAWN("scope_denied") {
            @Override
            void make(Subject subject) {
                admin("DELETE", subject.path() + PROJECT, "");
            }
        },
        SCOPE_WITHDRAWN("scope_denied") {
            @Override
            void make(Subject subject) {
                grant(subject.path(), "issue:read");
            }
        },
        SUBJECT_UNBOUND("unauthenticated") {
            @Override
            Subject subject() {
                return ofProvider();
            }

            @Override
            void make(Subject subject) {
                admin("DELETE", "/api/v1/mcp/agents/" + subject.agent(), "");
            }
        },
        PROVIDER_DISABLED("unauthenticated") {
            @Override
            Subject subject() {
                return ofProvider();
            }

            @Override
            void make(Subject subject) {
                admin("POST", "/api/v1/mcp/idp-providers/" + subject.tokenId() + "/disable", "");
            }
        },
        PROVIDER_DELETED("unauthenticated") {
            @Override
            Subject subject() {
                return ofProvider();
            }

            @Override
            void make(Subject subject) {
                admin("DELETE", "/api/v1/mcp/idp-providers/" + subject.tokenId(), "");
            }
        },
        AGENT_OF_A_PROVIDER_DISABLED("unauthenticated") {
            @Override
            Subject subject() {
                return ofProvider();
            }

            @Override
            void make(Subject subject) {
                admin("POST", subject.path() + "/disable", "");
            }
        };

        private final String heard;

        Change(String heard) {
            this.heard = heard;
        }

        Subject subject() {
            return ofToken();
        }

        abstract void make(Subject subject);
    }

    enum Door {
        MCP,
        REST
    }

    /** @param tokenId of the provider where the token is a provider's */
    record Subject(UUID agent, String owner, String token, String tokenId) {

        String path() {
            return "/api/v1/agents/" + agent;
        }
    }

    @BeforeAll
    static void start() {
        idp = TestIdentityProvider.start();
        idp.publish(KEY);
        here = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true");
        there = TestGateway.start(DATABASE, "GATEWAY_IDENTITY_ALLOW_LOOPBACK_HTTP=true");
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
        idp.close();
    }

    static Stream<Arguments> changesAndDoors() {
        return Arrays.stream(Change.values())
                .flatMap(change -> Arrays.stream(Door.values()).map(door -> Arguments.of(change, door)));
    }

    @ParameterizedTest
    @MethodSource("changesAndDoors")
    void theNextRequestAtTheOtherIsRefused(Change change, Door door) {
        Subject subject = change.subject();
        grant(subject.path(), "workspace:read");
        assertThat(errorCode(call(there, door, subject.token()))).isEqualTo("none");
        assertThat(toolsShown(there, subject.token())).contains(TOOL);

        change.make(subject);

        assertThat(errorCode(call(there, door, subject.token()))).isEqualTo(change.heard);
        assertThat(toolsShown(there, subject.token())).doesNotContain(TOOL);
    }

    private static Subject ofToken() {
        String owner = "owner-" + UUID.randomUUID();
        UUID agent = here.newAgent(owner);
        TestGateway.IssuedToken token = here.newToken(agent);
        return new Subject(agent, owner, token.text(), token.id().toString());
    }

    private static Subject ofProvider() {
        String issuer = idp.issuer() + "/" + UUID.randomUUID();
        String provider = admin("POST", "/api/v1/mcp/idp-providers", """
                        {"name": "Login", "issuer": "%s", "jwks_url": "%s"}""".formatted(issuer, idp.jwksUrl()))
                .path("id")
                .asString();
        String owner = "owner-" + UUID.randomUUID();
        String agent = admin("POST", "/api/v1/mcp/agents", """
                        {"provider_id": "%s", "subject": "robot", "owner_user_id": "%s",
                         "owner_email": "owner@example.test", "display_name": "Reporter"}""".formatted(provider, owner))
                .path("id")
                .asString();
        String token = TestIdentityProvider.sign(
                KEY,
                JWSAlgorithm.RS256,
                Map.of(
                        "iss",
                        issuer,
                        "sub",
                        "robot",
                        "aud",
                        TestGateway.PUBLIC_URL + "/mcp",
                        "exp",
                        Instant.now().plusSeconds(600).getEpochSecond()));
        return new Subject(UUID.fromString(agent), owner, token, provider);
    }

    private static void grant(String agentPath, String scope) {
        admin("PUT", agentPath + PROJECT, "{\"scopes\": [\"" + scope + "\"]}");
    }

    private static JsonNode admin(String method, String path, String body) {
        Answer answer = here.admin(method, path, body);
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return answer.text().isEmpty() ? MissingNode.getInstance() : answer.json();
    }

    private static Answer call(TestGateway gateway, Door door, String token) {
        return switch (door) {
            case MCP -> rpc(gateway, token, "tools/call", "{\"name\": \"" + TOOL + "\", \"arguments\": {}}");
            case REST -> gateway.send("POST", "/api/v1/tools/" + TOOL, Optional.of(token), "{}");
        };
    }

    private static Answer rpc(TestGateway gateway, String token, String method, String parameters) {
        return gateway.send("POST", "/mcp", Optional.of(token), """
                {"jsonrpc": "2.0", "id": 1, "method": "%s", "params": %s}""".formatted(method, parameters));
    }

    private static List<String> toolsShown(TestGateway gateway, String token) {
        return rpc(gateway, token, "tools/list", "{}")
                .json()
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
    }

    /** Over MCP a tool's error is in the result; one of the door is where REST has it. */
    private static String errorCode(Answer answer) {
        JsonNode result = answer.json().path("result").path("structuredContent");
        return (result.isObject() ? result : answer.json())
                .path("error")
                .path("code")
                .asString("none");
    }
}
