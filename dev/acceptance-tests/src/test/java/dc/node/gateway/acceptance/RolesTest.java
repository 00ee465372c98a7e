package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** One process answers calls, another runs the writes, and neither needs the other's memory. */
@Execution(ExecutionMode.CONCURRENT)
class RolesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private static TestStack stack;

    @BeforeAll
    static void startStack() {
        stack = TestStack.startWithRolesApart();
    }

    @AfterAll
    static void closeStack() {
        stack.close();
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void theAnswerOfAWriteComesFromTheProcessThatRanIt() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();

        JsonNode first = agent.call("tasker_append_comment", comment(issue));
        JsonNode second = agent.call("tasker_append_comment", comment(issue));

        assertThat(first.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(second.path("status").stringValue()).isEqualTo("succeeded");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aProcessThatRunsNoWritesFindsOutByItselfThatTaskerIsDownAndBack() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        stack.tasker().takeDown();

        await().atMost(PATIENCE).untilAsserted(() -> {
            long before = System.nanoTime();
            JsonNode queued = agent.call("tasker_append_comment", comment(issue));
            assertThat(queued.path("queued").booleanValue()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
        });

        stack.tasker().clearFaults();
        await().atMost(PATIENCE)
                .until(() -> agent.call("tasker_append_comment", comment(issue))
                        .path("status")
                        .stringValue()
                        .equals("succeeded"));
    }

    private static Map<String, String> comment(String issue) {
        return Map.of("issue_id", issue, "comment_html", "<p>" + UUID.randomUUID() + "</p>");
    }
}
