package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static dc.node.gateway.acceptance.fixture.TestStack.EDGE;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which guide to a good card an agent is told where. */
@OnTestStack
class CardGuidesTest {

    private final TestStack stack;

    CardGuidesTest(TestStack stack) {
        this.stack = stack;
    }

    @AfterEach
    void takeGuidesBack() {
        stack.admin().call("DELETE", "/card-guide", "");
        stack.admin().call("DELETE", "/projects/" + EDGE + "/card-guide", "");
    }

    @Test
    void aProjectsGuideComesBeforeTheGeneralOneAndThatBeforeTheShippedOne() {
        GatewayClient agent = stack.newAgent();
        String shipped = cardRules(agent, EDGE);
        assertThat(shipped).isEqualTo(cardGuide(agent)).startsWith("# How a good card looks");

        put("/projects/" + EDGE + "/card-guide", "# For Edge");
        assertThat(cardRules(agent, EDGE)).isEqualTo("# For Edge");
        assertThat(cardRules(agent, CORE)).isEqualTo(shipped);
        assertThat(cardGuide(agent)).isEqualTo(shipped);

        put("/card-guide", "# For all");
        assertThat(cardRules(agent, EDGE)).isEqualTo("# For Edge");
        assertThat(cardRules(agent, CORE)).isEqualTo("# For all");
        assertThat(cardGuide(agent)).isEqualTo("# For all");

        stack.admin().call("DELETE", "/projects/" + EDGE + "/card-guide", "");
        assertThat(cardRules(agent, EDGE)).isEqualTo("# For all");
    }

    private void put(String path, String markdown) {
        assertThat(stack.admin().call("PUT", path, Map.of("markdown", markdown)).status())
                .isEqualTo(200);
    }

    private static String cardGuide(GatewayClient agent) {
        return agent.call("tasker_get_agent_instructions", Map.of())
                .path("card_guide")
                .stringValue();
    }

    private static String cardRules(GatewayClient agent, UUID project) {
        return agent.call("tasker_get_project_context", Map.of("project_id", project.toString()))
                .path("card_rules")
                .stringValue();
    }
}
