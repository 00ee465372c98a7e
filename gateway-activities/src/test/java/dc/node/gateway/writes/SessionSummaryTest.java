package dc.node.gateway.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.html.HtmlCleaner;
import dc.node.gateway.sessions.RejectedWrite;
import dc.node.gateway.sessions.SessionCounts;
import dc.node.gateway.sessions.WorkSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people read on the issue when a session has finished. */
class SessionSummaryTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void itTellsOutcomeGoalSummaryValidationCountsAndDuration() {
        String comment = summary(Optional.of("2 < 3"), Optional.of("partial"), new SessionCounts(4, 0, 0), List.of())
                .comment();

        assertThat(comment)
                .isEqualTo(
                        "<p><strong>Work session finished in part</strong></p><p>Goal: Tell &lt;b&gt;all&lt;/b&gt;</p>"
                                + "<p>One<br>two</p><p><strong>Validation</strong></p><p>2 &lt; 3</p>"
                                + "<p><em>4 writes landed in 1 h 20 min.</em></p>");
    }

    @Test
    void itNamesWhatWasRefusedAndHowManyMoreThereWere() {
        List<RejectedWrite> named = IntStream.range(0, 20)
                .mapToObj(number -> new RejectedWrite("tasker_move_issue", "CORE-" + number, "No <such> state."))
                .toList();

        String comment = summary(Optional.empty(), Optional.empty(), new SessionCounts(1, 0, 25), named)
                .comment();

        assertThat(comment)
                .contains("<em>1 write landed, 25 were refused in 1 h 20 min.</em>")
                .contains("<li>Refused: tasker_move_issue on CORE-0: No &lt;such&gt; state.</li>")
                .contains("on CORE-19")
                .endsWith("<li>And 5 were refused beside these.</li></ul>");
        assertThat(new HtmlCleaner().clean(comment).warnings()).isEmpty();
    }

    private static SessionSummary summary(
            Optional<String> validation, Optional<String> outcome, SessionCounts counts, List<RejectedWrite> rejected) {
        WorkSession session = new WorkSession(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.empty(),
                Optional.of(UUID.randomUUID()),
                "CORE-1",
                Optional.of("Tell <b>all</b>"),
                WorkSession.State.FINISHING,
                OPENED,
                OPENED,
                OPENED,
                Optional.empty(),
                Optional.empty());
        FinishWorkSession.Arguments arguments = new FinishWorkSession.Arguments(
                session.id(), "One\ntwo", validation, outcome, Optional.empty(), Optional.empty());
        return new SessionSummary(arguments, session, counts, rejected, OPENED.plusSeconds(80 * 60));
    }
}
