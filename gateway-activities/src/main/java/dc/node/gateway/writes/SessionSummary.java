package dc.node.gateway.writes;

import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.WorkSession;
import java.time.Duration;
import java.time.Instant;
import org.jsoup.nodes.Entities;

/** What a finished session leaves behind in words. What the agent sent as text is escaped, line breaks are kept. */
record SessionSummary(
        FinishWorkSession.Arguments arguments, WorkSession session, SessionCounts counts, Instant finishedAt) {

    String comment() {
        StringBuilder html = new StringBuilder();
        html.append("<p><strong>Work session ").append(outcome()).append("</strong></p>");
        session.goal()
                .ifPresent(goal -> html.append("<p>Goal: ").append(escape(goal)).append("</p>"));
        html.append(note());
        html.append("<p><em>").append(counts.landed()).append(" writes landed");
        if (counts.rejected() > 0) {
            html.append(", ").append(counts.rejected()).append(" were refused");
        }
        html.append(" in ").append(duration()).append(".</em></p>");
        return html.toString();
    }

    String note() {
        StringBuilder html = new StringBuilder();
        html.append("<p>").append(escape(arguments.summary())).append("</p>");
        arguments
                .validationNotes()
                .ifPresent(notes -> html.append("<p><strong>Validation</strong></p><p>")
                        .append(escape(notes))
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

    private String duration() {
        Duration duration = Duration.between(session.openedAt(), finishedAt);
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    private static String escape(String text) {
        return Entities.escape(text).replace("\n", "<br>");
    }
}
