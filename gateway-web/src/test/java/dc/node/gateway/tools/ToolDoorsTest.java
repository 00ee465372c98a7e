package dc.node.gateway.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.testing.Answer;
import dc.node.gateway.testing.TestDatabase;
import dc.node.gateway.testing.TestGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the two doors make of odd calls. Neither Tasker nor Temporal is there, so a write is accepted and queued. */
class ToolDoorsTest {

    private static final String PROJECT = "0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1e55";
    private static final String ISSUE = "0197a2c4-5d0e-7c11-9f3b-2f6f0a8f1abc";
    private static final String PERSON = "0197a2c4-5d0e-7c11-9f3b-2f6f0a8fbeef";

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static TestGateway gateway;
    private static String token;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(DATABASE, "gateway.writes.wait-budget=0s");
        UUID agent = gateway.newAgent("owner-1");
        String scopes = "{\"scopes\": [\"project:read\", \"issue:read\", \"issue:create\", \"issue:update\","
                + " \"issue:assign\", \"issue:comment\"]}";
        assertThat(gateway.admin("PUT", "/api/v1/agents/" + agent + "/grants/" + PROJECT, scopes)
                        .status())
                .isEqualTo(200);
        token = gateway.newToken(agent).text();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** As plain curl does it: nothing but the token, the type and the body. */
    @Test
    void theToolsAreListedWithNeitherSessionNorAcceptHeader() {
        Answer answer = mcp("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().at("/result/tools")).isNotEmpty();
    }

    @Test
    void bothErasTellTheAgentWhatToCallFirst() {
        Answer legacy = mcp("""
                {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25",
                 "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}""");
        Answer modern = gateway.send(gateway.request("/mcp")
                .header("Authorization", "Bearer " + token)
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "server/discover")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"jsonrpc": "2.0", "id": 1, "method": "server/discover", "params": {"_meta": {
                         "io.modelcontextprotocol/protocolVersion": "2026-07-28",
                         "io.modelcontextprotocol/clientCapabilities": {}}}}""")));

        for (Answer answer : List.of(legacy, modern)) {
            assertThat(answer.json().at("/result/instructions").stringValue())
                    .contains("Call tasker_get_agent_instructions before")
                    .hasSizeLessThan(500);
        }
    }

    @Test
    void idsInAnotherCaseAreTheSameArguments() {
        String lower = "{\"issue_id\": \"%s\", \"assignee_ids\": [\"%s\"], \"idempotency_key\": \"one-case\"}"
                .formatted(ISSUE, PERSON);
        String upper = "{\"issue_id\": \"%s\", \"assignee_ids\": [\"%s\"], \"idempotency_key\": \"one-case\"}"
                .formatted(ISSUE.toUpperCase(Locale.ROOT), PERSON.toUpperCase(Locale.ROOT));

        JsonNode first = rest("tasker_assign_issue", upper).json();
        Answer second = rest("tasker_assign_issue", lower);

        assertThat(first.path("status").asString()).isEqualTo("queued");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("replayed").asBoolean()).isTrue();
        assertThat(second.json().path("operation_id")).isEqualTo(first.path("operation_id"));
        assertThat(storedArguments(first)).contains(ISSUE, PERSON);
    }

    @Test
    void whatIsNoIdKeepsItsCase() {
        String name = ISSUE.toUpperCase(Locale.ROOT);
        JsonNode created = rest(
                        "tasker_create_issue",
                        "{\"project_id\": \"%s\", \"name\": \"%s\", \"detail_layout\": {\"project_id\": \"%s\"}}"
                                .formatted(PROJECT, name, name))
                .json();

        assertThat(storedArguments(created))
                .contains("\"name\":\"" + name, "\"detail_layout\":{\"project_id\":\"" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"params\":{\"name\":\"tasker_get_issue\",\"arguments\":[]}}",
                "\"params\":{\"name\":\"tasker_get_issue\",\"arguments\":\"x\"}}",
                "\"params\":{\"name\":7}}",
                "\"params\":{}}",
                "\"params\":[]}",
                "\"params\":{\"name\":\"tasker_get_issue\",\"name\":\"tasker_get_issue\"}}",
                "\"params\":{",
                "\"params\":{\"name\":\"tasker_get_issue\",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}",
            })
    void aCallThatIsNoneLeavesOneEventOverMcp(String rest) {
        long before = DATABASE.lastAuditEvent();

        Answer answer = mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"," + rest);

        assertThat(answer.json().path("error").path("code").asInt()).isIn(-32602, -32600, -32700);
        assertOneEventAfter(before, "invalid_arguments");
    }

    @Test
    void aBodyTooLargeLeavesAnEventThroughBothDoors() {
        String large = " ".repeat((1 << 20) + 1);
        long before = DATABASE.lastAuditEvent();
        assertThat(mcp(large).status()).isEqualTo(413);
        assertOneEventAfter(before, "invalid_arguments");

        before = DATABASE.lastAuditEvent();
        assertThat(rest("tasker_get_issue", large).status()).isEqualTo(413);
        assertOneEventAfter(before, "invalid_arguments");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\t\r\n "})
    void aBlankBodyIsNoArgumentsAndLeavesAnEvent(String blank) {
        long before = DATABASE.lastAuditEvent();

        Answer answer = rest("tasker_get_issue", blank);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").stringValue()).startsWith("The body is blank.");
        assertOneEventAfter(before, "invalid_arguments");
    }

    @Test
    void aBatchThatIsRefusedLeavesAnEvent() {
        long before = DATABASE.lastAuditEvent();

        assertThat(mcp("[]").status()).isEqualTo(400);

        assertOneEventAfter(before, "invalid_arguments");
    }

    @Test
    void aForeignPageLeavesAnEvent() {
        long before = DATABASE.lastAuditEvent();

        Answer answer = gateway.send(gateway.request("/mcp")
                .header("Authorization", "Bearer " + token)
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(403);
        assertOneEventAfter(before, "foreign_origin");
    }

    @Test
    void whatIsNoCallLeavesNoEvent() {
        long before = DATABASE.lastAuditEvent();

        mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");
        mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");

        assertThat(DATABASE.auditEventsAfter(before)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/tools/tasker_get_issue, 405, method_not_allowed",
        "DELETE, /api/v1/tools/tasker_get_issue, 405, method_not_allowed",
        "POST, /api/v1/agent-session, 405, method_not_allowed",
        "POST, /api/v1/tools/tasker_get_issue/more, 404, unknown_path",
    })
    void aCallThatNothingServesLeavesAnEventToo(String method, String path, int status, String reason) {
        long before = DATABASE.lastAuditEvent();

        assertThat(gateway.send(method, path, Optional.of(token), "").status()).isEqualTo(status);

        assertOneEventAfter(before, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 2] | The body is a list. Send the tool's arguments as one JSON object.",
                "secret | The body is not valid JSON in UTF-8, at line 1, column 1. Send the tool's arguments as one JSON object.",
                "\"secret\" | The body is a string. Send the tool's arguments as one JSON object.",
                "{\"issue_id\": secret} | The body is not valid JSON in UTF-8, at line 1, column 14. Send the tool's arguments as one JSON object.",
                "{\"issue_id\": \"secret | The body is not valid JSON in UTF-8, at line 1, column 21. Send the tool's arguments as one JSON object.",
                "{\"secret\": 1, \"secret\": 2} | The body has a key twice in one object, at line 1, column 25. Send each argument once.",
                "{\"secret\": 1e99999999999} | The body has a number too large to be read, at line 1, column 25. Send a smaller one.",
                "{\"issue_id\": \"secret\"} {} | The body goes on after its JSON object, at line 1, column 24. Send one object only.",
            })
    void anUnreadableBodySaysWhereAndWhatAndRepeatsNothing(String body, String sentence) {
        Answer answer = rest("tasker_get_issue", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("invalid_arguments");
        assertThat(answer.json().path("error").path("message").asString()).isEqualTo(sentence);
        assertThat(answer.text()).doesNotContain("secret");
    }

    @Test
    void theDeepestNestingIsThatOfMcp() {
        assertThat(rest("tasker_get_issue", nested(64)).text()).doesNotContain("nested");

        Answer deeper = rest("tasker_get_issue", nested(65));
        assertThat(deeper.status()).isEqualTo(400);
        assertThat(deeper.json().path("error").path("message").asString())
                .isEqualTo(
                        "The body is nested deeper than 64 levels, or has an oversized number or name, at line 1, column"
                                + " 70. Send a flatter one.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"issue_id\": \"" + ISSUE + "\"}",
                "{\"issue_id\": \"" + ISSUE + "\", \"revision\": \"7\", \"session_id\": \"" + ISSUE + "\"}"
            })
    void anUpdateOfNothingIsRefused(String arguments) {
        Answer answer = rest("tasker_update_issue", arguments);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("validation_failed");
        assertThat(answer.json().path("error").path("message").asString())
                .isEqualTo("There is nothing to change. Send at least one of name, description_html, detail_layout,"
                        + " priority, start_date, target_date, parent_id.");
    }

    @Test
    void aFaultOfTheGatewayIsNoOutage() {
        DATABASE.jdbc()
                .sql("alter table known_project rename to known_project_away")
                .update();
        try {
            String arguments = "{\"project_id\": \"" + PROJECT + "\"}";
            long before = DATABASE.lastAuditEvent();
            Answer overRest = rest("tasker_get_project_context", arguments);
            assertThat(overRest.status()).isEqualTo(500);
            assertThat(overRest.text()).doesNotContain("known_project", "database");
            assertOneEventAfter(before, "gateway_fault");

            before = DATABASE.lastAuditEvent();
            Answer overMcp = mcp("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                    + "{\"name\":\"tasker_get_project_context\",\"arguments\":" + arguments + "}}");
            assertThat(overMcp.json().path("error").path("code").asInt()).isEqualTo(-32603);
            assertOneEventAfter(before, "gateway_fault");
        } finally {
            DATABASE.jdbc()
                    .sql("alter table known_project_away rename to known_project")
                    .update();
        }
    }

    @Test
    void aFaultInAcceptanceTellsTheKeyForTheWriteMayHaveBeenAccepted() {
        DATABASE.jdbc()
                .sql("alter table write_operation add constraint broken check (tool <> 'tasker_append_comment')")
                .update();
        try {
            String given =
                    "{\"issue_id\": \"%s\", \"comment_html\": \"a\", \"idempotency_key\": \"k-1\"}".formatted(ISSUE);
            long before = DATABASE.lastAuditEvent();

            Answer answer = rest("tasker_append_comment", given);

            assertThat(answer.status()).isEqualTo(500);
            JsonNode error = answer.json().path("error");
            assertThat(error.path("code").asString()).isEqualTo("gateway_fault");
            assertThat(error.path("details").path("idempotency_key").asString()).isEqualTo("k-1");
            assertThat(error.path("message").asString())
                    .contains("idempotency_key")
                    .doesNotContain("database");
            assertOneEventAfter(before, "gateway_fault");

            JsonNode made = rest(
                            "tasker_append_comment", "{\"issue_id\": \"%s\", \"comment_html\": \"b\"}".formatted(ISSUE))
                    .json();
            assertThat(made.path("error")
                            .path("details")
                            .path("idempotency_key")
                            .asString())
                    .isNotBlank();
        } finally {
            DATABASE.jdbc()
                    .sql("alter table write_operation drop constraint broken")
                    .update();
        }
    }

    /** An object that holds arrays inside arrays, itself the first level. */
    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static Answer rest(String tool, String body) {
        return gateway.send("POST", "/api/v1/tools/" + tool, Optional.of(token), body);
    }

    private static Answer mcp(String body) {
        return gateway.send("POST", "/mcp", Optional.of(token), body);
    }

    private static String storedArguments(JsonNode answer) {
        return DATABASE.jdbc()
                .sql("select arguments from write_operation where id = :id")
                .param("id", UUID.fromString(answer.path("operation_id").asString()))
                .query(String.class)
                .single();
    }

    private static void assertOneEventAfter(long before, String reason) {
        assertThat(DATABASE.auditEventsAfter(before))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "call")
                        .containsEntry("reason", reason)
                        .containsEntry("owner_user_id", "owner-1")
                        .containsEntry("address", "127.0.0.1"));
    }
}
