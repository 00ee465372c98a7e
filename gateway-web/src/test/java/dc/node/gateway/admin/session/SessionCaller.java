package dc.node.gateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestGateway;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** An agent that reports in sessions, over REST. */
final class SessionCaller {

    private static final String SCOPES =
            "{\"scopes\": [\"workspace:read\", \"issue:comment\", \"issue:structured_blocks:write\"]}";

    private final TestGateway gateway;
    final UUID id;
    final String token;

    SessionCaller(TestGateway gateway, String owner) {
        this.gateway = gateway;
        this.id = gateway.newAgent(owner);
        this.token = gateway.newToken(id).text();
        for (String project : List.of(WorkSessionsApi.PROJECT, WorkSessionsApi.OTHER_PROJECT)) {
            gateway.admin("PUT", "/api/v1/agents/" + id + "/grants/" + project, SCOPES);
        }
    }

    Answer call(String tool, String arguments) {
        return gateway.send("POST", "/api/v1/tools/" + tool, Optional.of(token), arguments);
    }

    String startOnIssue(UUID issue) {
        return start("{\"issue_id\": \"%s\", \"goal\": \"Get it done\", \"idempotency_key\": \"%s\"}"
                .formatted(issue, UUID.randomUUID()));
    }

    String startOnProject(String project) {
        return start("{\"project_id\": \"%s\", \"idempotency_key\": \"%s\"}".formatted(project, UUID.randomUUID()));
    }

    private String start(String arguments) {
        return accepted("tasker_start_work_session", arguments)
                .path("session")
                .path("id")
                .asString();
    }

    /** The operation's id. */
    String comment(UUID issue) {
        return accepted("tasker_append_comment", """
                        {"issue_id": "%s", "comment_html": "<p>a</p>", "idempotency_key": "%s"}""".formatted(issue, UUID.randomUUID()))
                .path("operation_id")
                .asString();
    }

    /** The operation's id. */
    String finish(String session) {
        return accepted(
                        "tasker_finish_work_session",
                        "{\"session_id\": \"" + session + "\", \"summary\": \"All of it works\"}")
                .path("operation_id")
                .asString();
    }

    JsonNode openSessions() {
        return accepted("tasker_get_agent_instructions", "{}").path("open_work_sessions");
    }

    private JsonNode accepted(String tool, String arguments) {
        Answer answer = call(tool, arguments);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
