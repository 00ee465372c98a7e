package dc.node.gateway.localstack.demo;

import static dc.node.gateway.localstack.demo.Reporter.expected;

import dc.node.gateway.localstack.client.ToolAnswer;
import dc.node.gateway.localstack.client.Tools;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One piece of work as an agent reports it: look around, open a session, report, finish. */
public final class ReportingSession {

    private static final String CHECKER_TITLE = "Steps";

    private final Reporter reporter;
    private final Steps steps;
    private final String protocol;
    private final String projectId;

    public ReportingSession(Tools tools, PrintStream out, String projectId) {
        this.steps = new Steps(out);
        this.protocol = tools.protocol();
        this.projectId = projectId;
        this.reporter = new Reporter(
                tools, steps, "session-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** The issue that is worked on, and the session in which. */
    public record Opened(String issueId, String issueKey, String sessionId) {}

    /**
     * Plays the whole of it, and expects every write to land at once.
     *
     * @param issueId the issue to work on; a new one is made where there is none
     */
    public Opened playWithoutFaults(String issueName, Optional<String> issueId) {
        steps.heading("The session over " + protocol);
        Opened opened = open(issueName, issueId);
        report(opened, context());
        finish(opened);
        return opened;
    }

    Opened open(String issueName, Optional<String> known) {
        reporter.read("tasker_get_agent_instructions", Map.of(), answer -> "");
        reporter.read("tasker_list_projects", Map.of(), answer -> "%d projects".formatted(projects(answer)));
        JsonNode issue = known.map(this::issue).orElseGet(() -> create(issueName));
        String issueId = expected(issue.path("id"), "issue id").asString();
        String issueKey = issue.path("key").asString("");
        ToolAnswer session = reporter.write(
                "tasker_start_work_session",
                Map.of("issue_id", issueId, "goal", "Show what a reporting session looks like over " + protocol + "."),
                "start",
                answer -> "on " + issueKey);
        return new Opened(
                issueId,
                issueKey,
                expected(session.content().path("session").path("id"), "session id")
                        .asString());
    }

    void report(Opened opened, JsonNode context) {
        String issueId = opened.issueId();
        reporter.write("tasker_update_issue", Map.of("issue_id", issueId, "priority", "high"), "update");
        moveTo("started", context, issueId);
        label(context, issueId);
        reporter.write(
                "tasker_append_comment",
                Map.of("issue_id", issueId, "comment_html", "<p>Started. Reported over " + protocol + ".</p>"),
                "comment");
        String title = CHECKER_TITLE + " over " + protocol;
        reporter.write(
                "tasker_update_structured_blocks",
                Map.of(
                        "issue_id",
                        issueId,
                        "action",
                        "append_checker",
                        "title",
                        title,
                        "items",
                        List.of(Map.of("text", "Look around"), Map.of("text", "Write it down"))),
                "checker",
                answer -> "a checker with two items");
        tickFirstItem(issueId, title);
    }

    void finish(Opened opened) {
        reporter.write(
                "tasker_finish_work_session",
                Map.of(
                        "session_id",
                        opened.sessionId(),
                        "summary",
                        "The session over " + protocol + " was played to its end.",
                        "validation_notes",
                        "Every step was answered as expected.",
                        "outcome",
                        "done"),
                "finish",
                answer -> "session "
                        + answer.content().path("session").path("state").asString(""));
    }

    Reporter reporter() {
        return reporter;
    }

    Steps steps() {
        return steps;
    }

    /** A state of the project in this group. */
    static Optional<JsonNode> stateIn(String group, JsonNode context) {
        return StreamSupport.stream(context.path("states").spliterator(), false)
                .filter(state -> state.path("group").asString("").equals(group))
                .findFirst();
    }

    JsonNode context() {
        return reporter.read(
                        "tasker_get_project_context",
                        Map.of("project_id", projectId),
                        answer -> "%d states"
                                .formatted(answer.content().path("states").size()))
                .content();
    }

    private int projects(ToolAnswer answer) {
        JsonNode projects = answer.content().path("projects");
        boolean granted = StreamSupport.stream(projects.spliterator(), false)
                .anyMatch(project -> project.path("id").asString("").equals(projectId));
        if (!granted) {
            throw new LocalStackException("the agent is not granted project " + projectId);
        }
        return projects.size();
    }

    private JsonNode create(String name) {
        ToolAnswer created = reporter.write(
                "tasker_create_issue",
                Map.of(
                        "project_id", projectId,
                        "name", name,
                        "description_html", "<p>Made by a played session. It may be closed at any time.</p>"),
                "create",
                answer -> answer.content().path("issue").path("key").asString(""));
        return expected(created.content().path("issue"), "issue");
    }

    private JsonNode issue(String issueId) {
        ToolAnswer answer = reporter.read(
                "tasker_get_issue",
                Map.of("issue_id", issueId),
                read -> read.content().path("issue").path("key").asString(""));
        return expected(answer.content().path("issue"), "issue");
    }

    private void moveTo(String group, JsonNode context, String issueId) {
        stateIn(group, context)
                .ifPresent(state -> reporter.write(
                        "tasker_move_issue",
                        Map.of("issue_id", issueId, "state_id", state.path("id").asString()),
                        "move",
                        answer -> "to " + state.path("name").asString("")));
    }

    private void label(JsonNode context, String issueId) {
        StreamSupport.stream(context.path("labels").spliterator(), false)
                .findFirst()
                .ifPresent(label -> reporter.write(
                        "tasker_set_issue_labels",
                        Map.of(
                                "issue_id",
                                issueId,
                                "label_ids",
                                List.of(label.path("id").asString()),
                                "mode",
                                "merge"),
                        "labels",
                        answer -> "with " + label.path("name").asString("")));
    }

    private void tickFirstItem(String issueId, String title) {
        JsonNode checker = checker(issue(issueId), title);
        reporter.write(
                "tasker_update_structured_blocks",
                Map.of(
                        "issue_id",
                        issueId,
                        "action",
                        "update_checker_item",
                        "block_id",
                        checker.path("id").asString(""),
                        "item_id",
                        checker.path("items").path(0).path("id").asString(""),
                        "checked",
                        true),
                "tick",
                answer -> "its first item is ticked");
        if (!checker(issue(issueId), title)
                .path("items")
                .path(0)
                .path("checked")
                .asBoolean(false)) {
            throw new LocalStackException("the item that was ticked is not ticked");
        }
    }

    private static JsonNode checker(JsonNode issue, String title) {
        return StreamSupport.stream(issue.path("structured_blocks").spliterator(), false)
                .filter(block -> block.path("title").asString("").equals(title))
                .findFirst()
                .orElseThrow(() -> new LocalStackException("the issue does not show the checker that was appended"));
    }
}
