package dc.node.gateway.localstack.demo;

import dc.node.gateway.localstack.client.Tools;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One real write through all parts, for a start without the played session. All such writes go to one issue. */
public final class StartCheck {

    private static final String ISSUE_NAME = "Local stack: checks at start";

    private final Reporter reporter;
    private final String projectId;

    public StartCheck(Tools tools, PrintStream out, String projectId) {
        this.reporter = new Reporter(tools, new Steps(out), "start-check-" + UUID.randomUUID());
        this.projectId = projectId;
    }

    /** Returns when the write has landed. */
    public void play() {
        JsonNode found = reporter.read(
                        "tasker_search_issues",
                        Map.of("project_id", projectId, "query", ISSUE_NAME, "limit", 1),
                        answer -> "")
                .content()
                .path("issues")
                .path(0);
        if (found.path("name").asString("").equals(ISSUE_NAME)) {
            reporter.write(
                    "tasker_append_comment",
                    Map.of(
                            "issue_id",
                            found.path("id").asString(""),
                            "comment_html",
                            "<p>The local stack has started; this comment went through all of it.</p>"),
                    "comment",
                    answer -> "on " + found.path("key").asString(""));
        } else {
            reporter.write(
                    "tasker_create_issue",
                    Map.of(
                            "project_id", projectId,
                            "name", ISSUE_NAME,
                            "description_html",
                                    "<p>Every start of the local stack proves itself by one write here.</p>"),
                    "create",
                    answer -> answer.content().path("issue").path("key").asString(""));
        }
    }
}
