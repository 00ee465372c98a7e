package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session whose workflow Temporal has closed or forgotten gets another. */
class GoneWorkflowTest {

    private static final String COMMENT = "tasker_append_comment";
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private static final Ledger LEDGER = new Ledger();

    private final SessionReporter reporter = new SessionReporter(LEDGER);
    private final UUID session = reporter.startOnIssue(reporter.agent);

    @Test
    void theWorkflowOfAnUnendedSessionIsAskedAfterNowAndThen() {
        UUID ended = reporter.startOnProject();
        UUID unstarted = reporter.startOnIssue(LEDGER.newAgent());
        LEDGER.sessions.markWorkflowStarted(session, LEDGER.now);
        LEDGER.sessions.markWorkflowStarted(ended, LEDGER.now);
        LEDGER.closing.close(reporter.session(ended), "not needed");

        assertThat(toAskAfter()).as("just started").doesNotContain(session);
        LEDGER.passes(INTERVAL.plusSeconds(1));
        assertThat(toAskAfter()).contains(session).doesNotContain(ended, unstarted);
        assertThat(toAskAfter()).as("asked a moment ago").isEmpty();
        LEDGER.passes(INTERVAL.plusSeconds(1));
        assertThat(toAskAfter()).contains(session);
    }

    @Test
    void aWorkflowThatIsGoneIsStartedAgainOnceNothingIsPendingInItsSession() {
        LEDGER.sessions.markWorkflowStarted(session, LEDGER.now);
        UUID pending = LEDGER.accepted(reporter.agent, COMMENT, reporter.issue, "a");

        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isFalse();
        assertThat(LEDGER.sessions.listUnstarted(1000)).doesNotContain(session);

        LEDGER.end(pending, OperationState.SUCCEEDED);
        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isTrue();
        assertThat(LEDGER.sessions.listUnstarted(1000)).contains(session);
        assertThat(LEDGER.sessions.order(session).idleSince()).isEqualTo(LEDGER.now);

        LEDGER.closing.close(reporter.session(session), "not needed");
        assertThat(LEDGER.sessions.forgetWorkflowUnlessPending(session)).isFalse();
    }

    private static List<UUID> toAskAfter() {
        return LEDGER.sessions.claimToAskAfter(LEDGER.now, INTERVAL, 1000);
    }
}
