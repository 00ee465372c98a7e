package dc.node.gateway.writes;

import dc.node.gateway.html.PlainText;
import dc.node.gateway.sessions.DurationText;
import dc.node.gateway.sessions.RejectedWrite;
import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.WorkSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a finished session leaves behind in words. What the agent sent as text is escaped, line breaks are kept.
 *
 * @param rejected the first of the writes that were refused; {@code counts} may know of more
 */
record SessionSummary(
        FinishWorkSession.Arguments arguments,
        WorkSession session,
        SessionCounts counts,
        List<RejectedWrite> rejected,
        Instant finishedAt) {

    String comment() {
        StringBuilder html = new StringBuilder();
        html.append("<p><strong>Work session ").append(outcome()).append("</strong></p>");
        session.goal()
                .ifPresent(goal ->
                        html.append("<p>Goal: ").append(PlainText.toHtml(goal)).append("</p>"));
        html.append(note());
        String duration = DurationText.of(Duration.between(session.openedAt(), finishedAt));
        html.append("<p><em>")
                .append(counts.sentence())
                .append(" in ")
                .append(duration)
                .append(".</em></p>");
        if (!rejected.isEmpty()) {
            html.append("<ul>");
            rejected.forEach(write -> html.append("<li>Refused: ")
                    .append(PlainText.toHtml(write.sentence()))
                    .append("</li>"));
            counts.rejectedBeside(rejected)
                    .ifPresent(more -> html.append("<li>").append(more).append("</li>"));
            html.append("</ul>");
        }
        return html.toString();
    }

    String note() {
        StringBuilder html = new StringBuilder();
        html.append("<p>").append(PlainText.toHtml(arguments.summary())).append("</p>");
        arguments
                .validationNotes()
                .ifPresent(notes -> html.append("<p><strong>Validation</strong></p><p>")
                        .append(PlainText.toHtml(notes))
                        .append("</p>"));
        return html.toString();
    }

    private String outcome() {
        return switch (arguments.outcome().orElse("done")) {
            case "partial" -> "finished in part";
            case "blocked" -> "blocked";
            default -> "done";
        };
    }
}
