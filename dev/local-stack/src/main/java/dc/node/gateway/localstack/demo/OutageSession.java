package dc.node.gateway.localstack.demo;

import dc.node.gateway.localstack.client.Sandbox;
import dc.node.gateway.localstack.client.Tools;
import dc.node.gateway.localstack.demo.Outage.Write;
import dc.node.gateway.localstack.demo.ReportingSession.Opened;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** The session that {@code ./run} plays: a reporting session with an outage of Tasker in its midst. */
public final class OutageSession {

    private final ReportingSession session;
    private final Outage outage;
    private Optional<Opened> opened = Optional.empty();

    /**
     * Plays nothing yet.
     *
     * @param gatewayKnows true once the gateway itself reports that Tasker is away
     */
    public OutageSession(
            Tools tools, PrintStream out, String projectId, Sandbox sandbox, BooleanSupplier gatewayKnows) {
        this.session = new ReportingSession(tools, out, projectId);
        this.outage = new Outage(session.reporter(), session.steps(), sandbox, gatewayKnows);
    }

    /** Plays it to its end, or until something is not as it should be. */
    public void play() {
        session.steps().heading("An agent reports");
        Opened opened = session.open("Played session: report through an outage", Optional.empty());
        this.opened = Optional.of(opened);
        JsonNode context = session.context();
        session.report(opened, context);
        session.steps().heading("Tasker goes away, the agent goes on");
        outage.play(writes(opened, context));
        session.steps().heading("The agent finishes");
        session.finish(opened);
    }

    /** The issue and the session; empty until a write has landed. */
    public Optional<Opened> opened() {
        return opened;
    }

    public String summary() {
        return session.steps().summary();
    }

    private List<Write> writes(Opened opened, JsonNode context) {
        String issueId = opened.issueId();
        List<Write> writes = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            writes.add(new Write(
                    "tasker_append_comment",
                    Map.of(
                            "issue_id",
                            issueId,
                            "comment_html",
                            "<p>Written while Tasker was away: %d.</p>".formatted(number)),
                    "away-comment-" + number));
        }
        writes.add(new Write(
                "tasker_update_structured_blocks",
                Map.of(
                        "issue_id", issueId,
                        "action", "append_text_block",
                        "title", "Written while Tasker was away",
                        "body_html", "<p>It was accepted at once and landed when Tasker came back.</p>"),
                "away-block"));
        ReportingSession.stateIn("completed", context)
                .ifPresent(state -> writes.add(new Write(
                        "tasker_move_issue",
                        Map.of("issue_id", issueId, "state_id", state.path("id").asString()),
                        "away-move")));
        return writes;
    }
}
