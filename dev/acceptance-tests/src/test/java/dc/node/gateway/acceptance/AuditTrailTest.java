package dc.node.gateway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The trail of real calls, sealed by the gateway as it runs and verified by its own jar in another process. */
@OnTestStack
class AuditTrailTest {

    private final TestStack stack;

    AuditTrailTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void eachCallHasOneEventAndTheRunningTrailVerifies() {
        GatewayClient agent = stack.newAgent();
        String issue = agent.newIssueId();
        agent.call("tasker_get_issue", Map.of("issue_id", issue));
        agent.call(
                "tasker_append_comment",
                Map.of("issue_id", issue, "comment_html", "<p>a</p>", "idempotency_key", "audit-1"));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(eventsOn(issue, "call"))
                        .extracting(event -> event.path("reason").stringValue())
                        .containsExactlyInAnyOrder("read", "accepted"));
        assertThat(eventsOn(issue, "effect"))
                .extracting(event -> event.path("tool").stringValue())
                .as("newest first, that of making the issue last")
                .containsExactly("tasker_append_comment", "tasker_create_issue");
        await().atMost(Duration.ofSeconds(10)).until(() -> everythingIsSealed(issue));

        assertThat(verify(Optional.empty()))
                .startsWith("exit 0\n")
                // Java may say before it which options it found in the environment.
                .contains("\nseals verified ", "The trail is as it was sealed.");
        assertThat(verify(Optional.of("1:" + "0".repeat(64))))
                .as("held against a seal that was never made")
                .startsWith("exit 1\n")
                .contains("BROKEN at seal 1: The seal is not the expected one");
    }

    private String verify(Optional<String> expected) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        int exitCode = stack.parts().gateway().verifyAudit(expected, new PrintStream(told, true, UTF_8));
        return "exit " + exitCode + "\n" + told.toString(UTF_8);
    }

    private List<JsonNode> eventsOn(String issue, String kind) {
        return stack.admin().events("issue_id=" + issue + "&kind=" + kind);
    }

    private boolean everythingIsSealed(String issue) {
        try (Connection database = stack.database();
                Statement statement = database.createStatement();
                ResultSet unsealed = statement.executeQuery("""
                        select count(*) from audit_event e
                         where issue_id = '%s' and not exists (select from audit_seal s where s.events @> e.id)""".formatted(issue))) {
            return unsealed.next() && unsealed.getInt(1) == 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
