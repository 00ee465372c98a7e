package dc.node.gateway.acceptance;

import static dc.node.gateway.acceptance.fixture.TestStack.CORE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.acceptance.fixture.GatewayClient;
import dc.node.gateway.acceptance.fixture.OnTestStack;
import dc.node.gateway.acceptance.fixture.TestStack;
import dc.node.tasker.sandbox.seed.SeedIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What an agent or a person writes stays in Tasker and in the gateway's database. Each text of this test holds the word
 * {@link #WORD}, which occurs nowhere else.
 */
@OnTestStack
class NothingOfTheTextTest {

    private static final String WORD = "Zyzzyvaquartz";

    /** Of seeded people and of the agent itself. */
    private static final List<String> NAMES = List.of("Anna Admin", "Mikhail Member", "Galina Guest", "Test agent");

    private final TestStack stack;

    NothingOfTheTextTest(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void nothingThatAnAgentWroteIsInTemporalOrInTheGatewaysLog() throws SQLException {
        GatewayClient agent = stack.newAgent();
        String operation = writeEverything(agent);

        List<String> temporal = temporalDump();
        assertThat(temporal).as("the dump shows what is in Temporal").anyMatch(text -> text.contains(operation));
        assertThat(temporal).anyMatch(text -> text.contains("tasker_append_comment on CORE-"));
        assertThat(temporal).noneMatch(NothingOfTheTextTest::tells);

        String log = stack.gatewayLog();
        assertThat(log).as("refusals are logged").contains("Rejected tasker_move_issue");
        assertThat(tells(log)).isFalse();
        assertThat(log)
                .doesNotContain("tgw_")
                .doesNotContain(stack.parts().secrets().adminToken())
                .doesNotContain(stack.parts().secrets().taskerAccessToken())
                .doesNotContain(stack.parts().secrets().postgresPassword());
    }

    /** Every tool that writes, standing alone and in a session, landing, refused and tried again; returns one's id. */
    private String writeEverything(GatewayClient agent) {
        String issue = agent.call("tasker_create_issue", create())
                .path("issue")
                .path("id")
                .stringValue();
        String operation = writeOn(agent, issue);
        String session = agent.call("tasker_start_work_session", Map.of("issue_id", issue, "goal", "Reach " + WORD))
                .path("session")
                .path("id")
                .stringValue();
        writeOn(agent, issue);
        agent.mcp("tasker_move_issue", Map.of("issue_id", issue, "state_id", SeedIds.state("EDGE", "Todo")));
        stack.tasker().fault(Map.of("mode", "garbage", "count", 1, "match", Map.of("method", "POST")));
        agent.call(
                "tasker_finish_work_session",
                Map.of("session_id", session, "summary", "Found " + WORD, "validation_notes", "Saw " + WORD));
        return operation;
    }

    private static Map<String, Object> create() {
        return Map.of(
                "project_id",
                CORE.toString(),
                "name",
                "Name of " + WORD,
                "description_html",
                "<p>Description of " + WORD + "</p>",
                "assignee_ids",
                List.of(SeedIds.member("admin")),
                "detail_layout",
                Map.of("note", WORD),
                "idempotency_key",
                "key of " + WORD);
    }

    private static String writeOn(GatewayClient agent, String issue) {
        Map<String, Object> onIssue = Map.of("issue_id", issue);
        agent.call("tasker_update_issue", with(onIssue, "name", "New name of " + WORD));
        agent.call("tasker_move_issue", with(onIssue, "state_id", SeedIds.state("CORE", "In Progress")));
        agent.call("tasker_set_issue_labels", with(onIssue, "label_ids", List.of(SeedIds.label("CORE", "bug"))));
        agent.call("tasker_assign_issue", with(onIssue, "assignee_ids", List.of(SeedIds.member("member"))));
        agent.call(
                "tasker_update_structured_blocks",
                Map.of(
                        "issue_id",
                        issue,
                        "action",
                        "append_text_block",
                        "title",
                        WORD,
                        "body_html",
                        "<p>" + WORD + "</p>"));
        agent.call(
                "tasker_add_existing_project_member",
                Map.of(
                        "project_id",
                        CORE.toString(),
                        "member_id",
                        SeedIds.member("guest"),
                        "role",
                        5,
                        "instruction",
                        "Because of " + WORD));
        JsonNode comment =
                agent.call("tasker_append_comment", with(onIssue, "comment_html", "<p>Comment on " + WORD + "</p>"));
        return comment.path("operation_id").stringValue();
    }

    private static Map<String, Object> with(Map<String, Object> arguments, String name, Object value) {
        Map<String, Object> extended = new HashMap<>(arguments);
        extended.put(name, value);
        return extended;
    }

    private static boolean tells(String text) {
        return text.contains(WORD) || NAMES.stream().anyMatch(text::contains);
    }

    /** Every value of every table, and the files themselves as they lie on the disk. */
    private List<String> temporalDump() throws SQLException {
        List<String> dump = new ArrayList<>();
        try (Connection database =
                        DriverManager.getConnection("jdbc:sqlite:file:" + stack.temporalDatabase() + "?mode=ro");
                Statement statement = database.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("select name from sqlite_master where type = 'table'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    addAll(rows, dump);
                }
            }
        }
        assertThat(dump).hasSizeGreaterThan(1_000);
        for (String suffix : List.of("", "-wal")) {
            dump.add(rawText(Path.of(stack.temporalDatabase() + suffix)));
        }
        return dump;
    }

    private static void addAll(ResultSet rows, List<String> dump) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            for (int column = 1; column <= columns; column++) {
                byte[] value = rows.getBytes(column);
                if (value != null) {
                    dump.add(new String(value, UTF_8));
                }
            }
        }
    }

    /** Each byte as one character, so that nothing is lost; the words looked for are ASCII. */
    private static String rawText(Path file) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
