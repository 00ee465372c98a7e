package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** What was accepted takes effect once, whether the gateway dies before or after it, or Postgres. */
class KilledPartsTest extends OutageTests {

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aGatewayKilledBetweenAcceptanceAndEffectWritesOnceWhenItIsBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "survives", "k-1"));
        assertThat(queued.path("queued").booleanValue()).isTrue();

        stack.parts().gateway().kill();
        stack.tasker().clearFaults();
        stack.parts().gateway().start();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "survives", "k-1"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aGatewayKilledAfterTaskerCommittedDoesNotWriteAgain() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker()
                .fault(Map.of("mode", "drop_connection", "match", Map.of("method", "POST", "path_regex", "comments")));
        JsonNode queued = agent.call("tasker_append_comment", comment(issue, "committed", "k-2"));
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(commentsOn(issue)).hasSize(1));

        stack.parts().gateway().kill();
        stack.tasker().clearFaults();
        stack.parts().gateway().start();

        JsonNode landed = awaitLanded(agent, "tasker_append_comment", comment(issue, "committed", "k-2"));
        assertThat(landed.path("operation_id")).isEqualTo(queued.path("operation_id"));
        assertThat(commentsOn(issue)).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void withPostgresDownTheAnswerSaysSoAndEarlierWritesStillLand() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();
        agent.call("tasker_append_comment", comment(issue, "accepted before", "k-4"));
        stack.parts().postgres().kill();

        int status = agent.rpc(
                        "tools/call", Map.of("name", "tasker_append_comment", "arguments", comment(issue, "x", "k-5")))
                .status();

        assertThat(status).isEqualTo(503);
        stack.parts().postgres().start();
        stack.tasker().clearFaults();
        awaitLanded(agent, "tasker_append_comment", comment(issue, "accepted before", "k-4"));
        assertThat(commentsOn(issue)).hasSize(1);
    }
}
