package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.GatewayClient.ToolAnswer;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a Prometheus sees of an outage and of a write that is refused after it was queued. */
@OnTestStack
class MetricsTest {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final String REJECTED =
            "gateway_writes_seconds_count{code=\"tasker_rejected\",outcome=\"rejected\",tool=\"tasker_append_comment\"}";
    private static final String REJECTED_SECONDS = REJECTED.replace("_count{", "_sum{");
    private static final String QUEUED =
            "gateway_calls_seconds_count{outcome=\"queued\",tool=\"tasker_append_comment\"}";
    private static final String SUCCEEDED =
            "gateway_writes_seconds_count{code=\"none\",outcome=\"succeeded\",tool=\"tasker_create_issue\"}";

    private final TestStack stack;

    MetricsTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void aQueuedWriteIsSeenWaitingAndThenOnceAsRejected() {
        double succeededBefore = value(SUCCEEDED);
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(value(SUCCEEDED)).isEqualTo(succeededBefore + 1));
        double rejectedBefore = value(REJECTED);
        double secondsBefore = value(REJECTED_SECONDS);
        double queuedBefore = value(QUEUED);
        Map<String, String> comment = Map.of(
                "issue_id", issue, "comment_html", "<p>A text nobody else may read</p>", "idempotency_key", "k-1");

        stack.tasker().takeDown();
        JsonNode queued = agent.call("tasker_append_comment", comment);

        assertThat(queued.path("queued").booleanValue()).isTrue();
        assertThat(value(QUEUED)).isEqualTo(queuedBefore + 1);
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(value("gateway_writes_pending{state=\"dispatched\"}")).isEqualTo(1);
            assertThat(value("gateway_writes_oldest_pending_seconds")).isPositive();
            assertThat(value("gateway_tasker_up")).isZero();
        });

        stack.tasker().clearFaults();
        stack.tasker()
                .fault(Map.of(
                        "mode", "error", "status", 422, "match", Map.of("method", "POST", "path_regex", "comments")));
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(value(REJECTED)).isEqualTo(rejectedBefore + 1));
        assertThat(value(REJECTED_SECONDS) - secondsBefore)
                .as("counted from acceptance, so the outage too")
                .isGreaterThan(1);

        ToolAnswer repeated = agent.mcp("tasker_append_comment", comment);
        assertThat(repeated.errorCode()).isEqualTo("tasker_rejected");
        assertThat(value(REJECTED)).isEqualTo(rejectedBefore + 1);
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(value("gateway_writes_pending{state=\"dispatched\"}")).isZero();
            assertThat(value("gateway_writes_oldest_pending_seconds")).isZero();
            assertThat(value("gateway_tasker_up")).isEqualTo(1);
        });
        assertThat(stack.admin().metrics())
                .contains("temporal_request_latency_seconds_count")
                .doesNotContain("temporal_request_latency_seconds_bucket")
                .doesNotContain(
                        issue, agent.agent().id(), queued.path("operation_id").stringValue(), "nobody else");
    }

    /** Zero for what has never happened. */
    private double value(String meter) {
        return Pattern.compile("^" + Pattern.quote(meter) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(stack.admin().metrics())
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElse(0);
    }
}
