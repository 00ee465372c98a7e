package dc.node.gateway.admin.session;

import dc.node.gateway.sessions.SessionWrite;
import dc.node.gateway.sessions.WorkSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A work session with a page of its timeline, oldest first.
 *
 * @param nextCursor empty on the last page
 */
@JsonNaming(SnakeCaseStrategy.class)
record SessionStoryView(SessionSummaryView session, List<SessionEventView> timeline, Optional<String> nextCursor) {

    /**
     * The page with these writes: with the start where it is the first, and the end where it is the last.
     *
     * @param more whether there are writes behind these
     */
    static SessionStoryView page(
            SessionSummaryView summary, WorkSession session, List<SessionWrite> writes, boolean first, boolean more) {
        List<SessionEventView> timeline = new ArrayList<>();
        if (first) {
            timeline.add(SessionEventView.start(session));
        }
        writes.stream().map(SessionEventView::of).forEach(timeline::add);
        if (!more) {
            session.endedAt().ifPresent(at -> timeline.add(SessionEventView.end(session, at)));
        }
        return new SessionStoryView(
                summary,
                timeline,
                more ? Optional.of(Long.toString(writes.getLast().sequence())) : Optional.empty());
    }
}
