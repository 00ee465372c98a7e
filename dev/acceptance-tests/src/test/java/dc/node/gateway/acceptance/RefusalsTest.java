package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.Door;
import dc.node.gateway.acceptance.fixture.Http.Answer;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
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

/** What is turned away: with the right answer, one line in the trail, and nothing said to Tasker. */
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
                    "no project at all",
                    "tasker_create_issue",
                    Map.of("project_id", SeedIds.member("admin"), "name", "No"),
                    "not_found",
                    404),
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
}
