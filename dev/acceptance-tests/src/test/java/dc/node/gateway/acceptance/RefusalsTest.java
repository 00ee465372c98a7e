package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who and what is turned away: with the right answer, one line in the trail, and nothing said to Tasker. */
@OnTestStack
class RefusalsTest {

    private static final List<String> READER = List.of("workspace:read", "issue:read", "issue:create");

    private final TestStack stack;

    RefusalsTest(TestStack stack) {
        this.stack = stack;
    }

    record RefusedCall(String what, String tool, Map<String, Object> arguments, String code, int status) {

        @Override
        public String toString() {
            return what;
        }
    }

    /** Each made by an agent that holds {@link #READER} on CORE. */
    private static final List<RefusedCall> REFUSED_CALLS = List.of(
            new RefusedCall(
                    "a bad argument",
                    "tasker_create_issue",
                    Map.of("project_id", CORE.toString(), "name", 7),
                    "invalid_arguments",
                    400),
            new RefusedCall(
                    "a missing argument",
                    "tasker_create_issue",
                    Map.of("project_id", CORE.toString()),
                    "invalid_arguments",
                    400),
            new RefusedCall(
                    "a foreign project",
                    "tasker_create_issue",
                    Map.of("project_id", EDGE.toString(), "name", "No"),
                    "not_found",
                    404),
            new RefusedCall(
                    "no project at all",
                    "tasker_create_issue",
                    Map.of("project_id", SeedIds.member("admin"), "name", "No"),
                    "not_found",
                    404),
            new RefusedCall(
                    "a foreign project to search",
                    "tasker_search_issues",
                    Map.of("project_id", EDGE.toString()),
                    "not_found",
                    404),
            new RefusedCall(
                    "a foreign issue to read",
                    "tasker_get_issue",
                    Map.of("issue_id", SeedIds.issue("EDGE", 7)),
                    "not_found",
                    404),
            new RefusedCall(
                    "a missing scope",
                    "tasker_append_comment",
                    Map.of("issue_id", SeedIds.issue("CORE", 7), "comment_html", "<p>a</p>"),
                    "scope_denied",
                    403),
            new RefusedCall(
                    "a missing scope on a foreign issue",
                    "tasker_append_comment",
                    Map.of("issue_id", SeedIds.issue("EDGE", 7), "comment_html", "<p>a</p>"),
                    "scope_denied",
                    403));

    static Stream<Arguments> refusedCalls() {
        return REFUSED_CALLS.stream()
                .flatMap(call -> Arrays.stream(Door.values()).map(door -> Arguments.of(call, door)));
    }

    @ParameterizedTest
    @MethodSource("refusedCalls")
    void aCallThatMayNotBeIsAnsweredAuditedOnceAndNeverReachesTasker(RefusedCall call, Door door) {
        rememberForeignIssue();
        GatewayClient agent = stack.newAgent(CORE, READER);

        JsonNode error = switch (door) {
            case MCP -> agent.mcp(call.tool(), call.arguments()).body().path("error");
            case REST -> {
                Answer answer = agent.rest(call.tool(), call.arguments());
                assertThat(answer.status()).isEqualTo(call.status());
                yield answer.body().path("error");
            }
        };

        assertThat(error.path("code").stringValue()).isEqualTo(call.code());
        assertThat(callsOf(agent)).singleElement().satisfies(event -> {
            assertThat(event.path("decision").stringValue()).isEqualTo("deny");
            assertThat(event.path("reason").stringValue()).isEqualTo(call.code());
            assertThat(event.path("tool").stringValue()).isEqualTo(call.tool());
        });
        assertThat(stack.tasker().requestsOf(agent.agent().id())).isEmpty();
    }

    @Test
    void anUnknownToolIsInvalidParamsOverMcpAnd404OverRestAndInTheTrail() {
        GatewayClient agent = stack.newAgent(CORE, READER);

        JsonNode overMcp = agent.rpc("tools/call", Map.of("name", "tasker_delete_issue", "arguments", Map.of()))
                .body()
                .path("error");
        Answer overRest = agent.rest("tasker_delete_issue", Map.of());

        assertThat(overMcp.path("code").intValue()).isEqualTo(-32602);
        assertThat(overRest.status()).isEqualTo(404);
        assertThat(overRest.body().path("error").path("code").stringValue()).isEqualTo("not_found");
        assertThat(callsOf(agent)).hasSize(2).allSatisfy(event -> {
            assertThat(event.path("decision").stringValue()).isEqualTo("deny");
            assertThat(event.path("reason").stringValue()).isEqualTo("unknown_tool");
        });
        assertThat(stack.tasker().requestsOf(agent.agent().id())).isEmpty();
    }

    @Test
    void aForeignIssueTheGatewayHasNeverSeenIsNotThereEither() {
        GatewayClient agent = stack.newAgent(CORE, Admin.ALL_SCOPES);
        Map<String, Object> comment = Map.of("issue_id", SeedIds.issue("EDGE", 8), "comment_html", "<p>a</p>");
        Map<String, Object> nowhere = Map.of("issue_id", UUID.randomUUID().toString(), "comment_html", "<p>a</p>");

        JsonNode foreign = agent.mcp("tasker_append_comment", comment).body().path("error");
        JsonNode missing = agent.mcp("tasker_append_comment", nowhere).body().path("error");

        assertThat(foreign.path("code").stringValue()).isEqualTo("not_found");
        assertThat(missing).isEqualTo(foreign);
        assertThat(stack.tasker().effectsOn(SeedIds.issue("EDGE", 8))).isEmpty();
    }

    /** What is wrong with a token of an agent that was in order a moment ago. */
    enum BadToken {
        EXPIRED("expired_token") {
            @Override
            void spoil(TestStack stack, Admin.Agent agent) {
                expire(stack, agent.tokenId());
            }
        },
        REVOKED("revoked_token") {
            @Override
            void spoil(TestStack stack, Admin.Agent agent) {
                stack.admin().revokeToken(agent);
            }
        },
        AGENT_DISABLED("agent_disabled") {
            @Override
            void spoil(TestStack stack, Admin.Agent agent) {
                stack.admin().disable(agent);
            }
        },
        OWNER_BLOCKED("owner_blocked") {
            @Override
            void spoil(TestStack stack, Admin.Agent agent) {
                stack.admin().blockOwnerOf(agent);
            }
        };

        private final String reason;

        BadToken(String reason) {
            this.reason = reason;
        }

        abstract void spoil(TestStack stack, Admin.Agent agent);
    }

    static Stream<Arguments> badTokens() {
        return Arrays.stream(BadToken.values())
                .flatMap(token -> Arrays.stream(Door.values()).map(door -> Arguments.of(token, door)));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatHoldsNoMoreIsTurnedAwayFromTheNextCallOnAndAuditedOnce(BadToken token, Door door) {
        GatewayClient agent = stack.newAgent(CORE, READER);
        agent.tools();
        token.spoil(stack, agent.agent());

        assertTurnedAway(create(agent, door));

        assertThat(callsOf(agent)).singleElement().satisfies(event -> {
            assertThat(event.path("decision").stringValue()).isEqualTo("deny");
            assertThat(event.path("reason").stringValue()).isEqualTo(token.reason);
            assertThat(event.path("owner_user_id").stringValue())
                    .isEqualTo(agent.agent().owner());
        });
        assertThat(stack.tasker().requestsOf(agent.agent().id())).isEmpty();
    }

    static Stream<Arguments> strangers() {
        String withoutChecksum = "tgw_000000000000000000000000000000";
        return Stream.of(
                        Arguments.of("no token", "", "no_token"),
                        Arguments.of("a malformed token", "tgw_short", "malformed_token"),
                        Arguments.of("a wrong checksum", withoutChecksum + "zzzzzz", "malformed_token"),
                        Arguments.of("a token nobody was given", withoutChecksum + "2C8GjS", "unknown_token"))
                .flatMap(stranger -> Arrays.stream(Door.values())
                        .map(door -> Arguments.of(stranger.get()[0], stranger.get()[1], stranger.get()[2], door)));
    }

    @ParameterizedTest(name = "{0} at {3}")
    @MethodSource("strangers")
    void aStrangerIsTurnedAwayAndAuditedOnce(String who, String token, String reason, Door door) {
        Instant before = Instant.now();

        assertTurnedAway(create(stack.clientWith(token), door));

        assertThat(stack.admin().events("decision=deny&since=" + before))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("reason").stringValue()).isEqualTo(reason);
                    assertThat(event.hasNonNull("agent_id")).isFalse();
                    assertThat(event.path("detail").stringValue())
                            .startsWith("POST /")
                            .doesNotContain("tgw_");
                });
    }

    @Test
    void theToolListShowsOnlyWhatTheAgentMayCall() {
        assertThat(stack.newAgent(CORE, READER).tools().keySet())
                .containsExactly(
                        "tasker_get_agent_instructions",
                        "tasker_search_issues",
                        "tasker_get_issue",
                        "tasker_create_issue");
        assertThat(stack.newAgent(CORE, List.of("issue:comment")).tools().keySet())
                .containsExactly("tasker_append_comment", "tasker_start_work_session");
        assertThat(stack.newAgent(CORE, List.of()).tools()).isEmpty();
    }

    @Test
    void aGrantTakenAwayIsMissedFromTheNextCallOn() {
        GatewayClient agent = stack.newAgent(CORE, READER);
        assertThat(create(agent, Door.REST).status()).isEqualTo(200);

        stack.admin().grant(agent.agent().id(), CORE, List.of("issue:read"), false);

        assertThat(create(agent, Door.REST).status()).isEqualTo(403);
        assertThat(agent.tools().keySet()).containsExactly("tasker_search_issues", "tasker_get_issue");
    }

    private static Answer create(GatewayClient agent, Door door) {
        Map<String, Object> arguments = Map.of(
                "project_id",
                CORE.toString(),
                "name",
                "Is it there?",
                "idempotency_key",
                UUID.randomUUID().toString());
        return switch (door) {
            case MCP -> agent.rpc("tools/call", Map.of("name", "tasker_create_issue", "arguments", arguments));
            case REST -> agent.rest("tasker_create_issue", arguments);
        };
    }

    private static void assertTurnedAway(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("WWW-Authenticate"))
                .startsWith("Bearer resource_metadata=\"http://127.0.0.1:")
                .contains("/.well-known/oauth-protected-resource");
        assertThat(answer.body().path("error").path("code").stringValue()).isEqualTo("unauthenticated");
        assertThat(answer.body().path("error").path("message").stringValue()).endsWith("can issue one.");
    }

    /** Lets the gateway learn, through an agent that may, to which project the foreign issue belongs. */
    private void rememberForeignIssue() {
        stack.newAgent().call("tasker_get_issue", Map.of("issue_id", SeedIds.issue("EDGE", 7)));
    }

    /** Its calls in the trail; what administrators did to it left out. */
    private List<JsonNode> callsOf(GatewayClient agent) {
        return stack.admin().audit(agent.agent().id()).stream()
                .filter(event -> event.path("kind").stringValue().equals("call"))
                .toList();
    }

    private static void expire(TestStack stack, String tokenId) {
        try (Connection database = stack.database();
                PreparedStatement update = database.prepareStatement(
                        "update agent_token set expires_at = now() - interval '1 second' where id = ?::uuid")) {
            update.setString(1, tokenId);
            assertThat(update.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
