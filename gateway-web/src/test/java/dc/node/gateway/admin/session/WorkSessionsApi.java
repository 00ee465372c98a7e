package dc.node.gateway.admin.session;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.ledger.LedgerStore;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.ledger.WriteCompletion;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.outcome.ToolError;
import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A gateway whose administrators look at work sessions. Temporal is away, so that a write stays pending until the test ends
 * it.
 */
final class WorkSessionsApi implements AutoCloseable {

    static final String SESSIONS = "/api/v1/work-sessions";
    static final String PROJECT = "11111111-1111-4111-8111-111111111111";
    static final String OTHER_PROJECT = "22222222-2222-4222-8222-222222222222";
    static final String NOWHERE = "33333333-3333-4333-8333-333333333333";

    final TestDatabase database = TestDatabase.create();
    final TestGateway gateway = TestGateway.start(database);

    @Override
    public void close() {
        gateway.close();
    }

    /** An agent of this owner that may report in both projects. */
    SessionCaller newCaller(String owner) {
        return new SessionCaller(gateway, owner);
    }

    Answer get(String rest) {
        return gateway.admin("GET", SESSIONS + rest, "");
    }

    List<JsonNode> list(String query) {
        Answer answer = get("?" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("sessions").valueStream().toList();
    }

    List<String> ids(String query) {
        return list(query).stream()
                .map(session -> session.path("id").asString())
                .toList();
    }

    Answer close(String session, String reason) {
        return gateway.admin("POST", SESSIONS + "/" + session + "/close", "{\"reason\": \"" + reason + "\"}");
    }

    /** An issue of {@link #PROJECT} that Tasker has told of. */
    UUID knownIssue(String key) {
        UUID issue = UUID.randomUUID();
        remember(issue, PROJECT, key);
        return issue;
    }

    void remember(UUID issue, String project, String key) {
        database.jdbc()
                .sql("""
                insert into issue_project (issue_id, project_id, issue_key, seen_at)
                values (:issue, :project, :key, now())""")
                .param("issue", issue)
                .param("project", UUID.fromString(project))
                .param("key", key)
                .update();
    }

    void age(String operation, Duration by) {
        database.jdbc()
                .sql("update write_operation set accepted_at = accepted_at - cast(:by as interval) where id = :id")
                .param("by", by.toString())
                .param("id", UUID.fromString(operation))
                .update();
    }

    Optional<Operation> operation(String id) {
        return gateway.bean(LedgerStore.class).findUnended(UUID.fromString(id));
    }

    void end(String id, OperationState state) {
        end(id, state, Json.MAPPER.createObjectNode());
    }

    void reject(String id) {
        end(
                id,
                OperationState.REJECTED,
                ToolError.of(ErrorCode.TASKER_REJECTED, "Tasker refused this for good.")
                        .toJson());
    }

    void end(String id, OperationState state, ObjectNode result) {
        Operation operation = operation(id).orElseThrow();
        gateway.bean(WriteCompletion.class).end(operation, state, result, operation.target());
    }
}
