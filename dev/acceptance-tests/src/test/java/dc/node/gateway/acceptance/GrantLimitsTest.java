package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.Admin;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.Refused;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.gateway.acceptance.fixture.ToolBox;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a grant leaves to people: ending issues, giving roles, replacing blocks. */
@OnTestStack
class GrantLimitsTest {

    private final TestStack stack;

    GrantLimitsTest(TestStack stack) {
        this.stack = stack;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Done", "Cancelled"})
    void anIssueEndsOnlyWhereTheGrantPermits(String state) {
        ToolBox box = ToolBox.of(stack);
        Map<String, Object> move = box.onIssue(Map.of("state_id", SeedIds.state("CORE", state)));
        Map<String, Object> create = Map.of(
                "project_id", CORE.toString(), "name", "Born ended", "state_id", SeedIds.state("CORE", state));

        stack.admin().grant(box.agent().agent().id(), CORE, Admin.ALL_SCOPES, false);
        Refused.by(box.agent(), "tasker_move_issue", move).with("scope_denied", 403).naming("state_id");
        Refused.by(box.agent(), "tasker_create_issue", create).with("scope_denied", 403).naming("state_id");

        stack.admin().grant(box.agent().agent().id(), CORE, Admin.ALL_SCOPES, true);
        JsonNode moved = box.agent().call("tasker_move_issue", move);
        assertThat(moved.path("issue").path("state").path("name").stringValue()).isEqualTo(state);
    }

    @Test
    void aPersonOfTheWorkspaceJoinsTheProjectAndTheInstructionIsInTheTrail() {
        GatewayClient agent = stack.newAgent();

        JsonNode answer = agent.call("tasker_add_existing_project_member", member("outsider", Map.of()));

        assertThat(answer.path("member").path("id").stringValue()).isEqualTo(SeedIds.member("outsider"));
        assertThat(answer.path("member").path("role").intValue()).isEqualTo(15);
        JsonNode context = agent.call("tasker_get_project_context", Map.of("project_id", EDGE.toString()));
        assertThat(context.path("members").valueStream().map(person -> person.path("id").stringValue()))
                .contains(SeedIds.member("outsider"));
        assertThat(stack.admin().audit(agent.agent().id()))
                .anySatisfy(event -> assertThat(event.path("detail").asString("")).isEqualTo("Policy 7"));
    }

    @Test
    void nobodyIsInvitedAndNobodyInactiveComesBack() {
        GatewayClient agent = stack.newAgent();

        Refused.by(agent, "tasker_add_existing_project_member", member("inactive", Map.of()))
                .with("validation_failed", 422)
                .naming("member_id");
        Refused.by(agent, "tasker_add_existing_project_member", member("stranger", Map.of()))
                .with("validation_failed", 422)
                .naming("member_id");
    }

    @Test
    void aRoleIsNotAboveTheOneInTheWorkspaceNorAboveTheGrantsHighest() {
        GatewayClient agent = stack.newAgent();
        Refused.by(agent, "tasker_add_existing_project_member", member("guest", Map.of("role", 15)))
                .with("validation_failed", 422)
                .naming("role");

        stack.admin().grant(agent.agent().id(), EDGE, Admin.ALL_SCOPES, true, 15);
        Refused.by(agent, "tasker_add_existing_project_member", member("admin", Map.of("role", 20)))
                .with("scope_denied", 403)
                .naming("role");
    }

    @Test
    void aRefusalOfTaskersOwnIsFinalAndItsSentenceIsPassedOn() {
        GatewayClient agent = stack.newAgent();
        stack.tasker()
                .fault(Map.of("mode", "error", "status", 403, "match", Map.of("method", "POST", "path_regex", "/members$")));

        Refused refused = Refused.by(agent, "tasker_add_existing_project_member", member("member", Map.of()));

        refused.with("tasker_rejected", 422);
        assertThat(refused.error().path("message").stringValue()).contains("The sandbox was told to fail this request.");
        assertThat(refused.error().path("details").path("tasker_code").stringValue()).isEqualTo("injected_fault");
    }

    @Test
    void blocksInsideALayoutNeedTheScopeForBlocksToo() {
        ToolBox box = ToolBox.of(stack);
        JsonNode issue = box.agent().call("tasker_get_issue", Map.of("issue_id", box.issue())).path("issue");
        GatewayClient editor = stack.newAgent(CORE, List.of("issue:update"));
        Map<String, Object> withBlocks = box.onIssue(Map.of(
                "revision", issue.path("blocks_revision").stringValue(),
                "detail_layout", Map.of("nodedc_structured_blocks", List.of())));

        Refused refused = Refused.by(editor, "tasker_update_issue", withBlocks);

        refused.with("scope_denied", 403);
        assertThat(refused.error().path("details").path("scope").stringValue())
                .isEqualTo("issue:structured_blocks:write");
        editor.call("tasker_update_issue", box.onIssue(Map.of("detail_layout", Map.of("columns", 3))));
    }

    private static Map<String, Object> member(String who, Map<String, ?> others) {
        Map<String, Object> arguments = new HashMap<>(others);
        arguments.put("project_id", EDGE.toString());
        arguments.put("member_id", SeedIds.member(who));
        arguments.put("instruction", "Policy 7");
        return arguments;
    }
}
