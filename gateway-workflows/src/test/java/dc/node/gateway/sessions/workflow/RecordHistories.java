package dc.node.gateway.sessions.workflow;

import static dc.node.gateway.sessions.workflow.TestSession.COMMENT;
import static dc.node.gateway.sessions.workflow.TestSession.FINISH;
import static dc.node.gateway.sessions.workflow.TestSession.IDLE;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.sessions.LastRefusal;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records histories for {@link WorkSessionReplayTest}; run by hand, once for each release that changes the workflow. It
 * needs a Temporal with the gateway's search attributes, such as that of {@code ./run}, or
 *
 * <pre>
 * temporal server start-dev --headless --port 7239 --search-attribute TaskerIssue=Keyword
 * mvn -B -ntp -pl gateway-workflows -am test -Dtest=RecordHistories -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dhistories.temporal=localhost:7239 -Dhistories.release=0.1
 * </pre>
 *
 * <p>The files of that release are written anew; those of others stay as they are, for that is what they are for.
 */
@EnabledIfSystemProperty(named = "histories.temporal", matches = ".+")
class RecordHistories {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String temporal = System.getProperty("histories.temporal", "");
    private final String release = System.getProperty("histories.release", "0.1");

    @Test
    void finished() {
        record("finished", session -> {
            session.start();
            HandedWrite write = session.handed(UUID.randomUUID(), "tasker_update_issue");
            session.hand(write);
            session.hand(write);
            land(session, "tasker_move_issue");
            land(session, COMMENT);
            session.hand(onIssue(session, "CORE-2"));
            session.hand(FINISH);
            awaitEnd(session);
        });
    }

    @Test
    void abandoned() {
        record("abandoned", session -> {
            session.row.timeLeft.add(Duration.ofSeconds(2));
            session.row.timeLeft.add(Duration.ZERO);
            session.start(Duration.ofSeconds(2), SessionStart.EVENT_LIMIT);
            land(session, COMMENT);
            awaitEnd(session);
        });
    }

    @Test
    void closedByAnAdministrator() {
        record("closed", session -> {
            session.start();
            session.row.timeLeft.add(IDLE);
            session.recheck();
            land(session, COMMENT);
            await().atMost(PATIENCE).until(session.row.timeLeft::isEmpty);
            session.row.close();
            session.recheck();
            awaitEnd(session);
        });
    }

    @Test
    void refusedRetriedAndGivenUp() {
        record("failures", session -> {
            session.start();
            UUID retried = UUID.randomUUID();
            session.writes.failures.put(retried, 3);
            session.hand(session.handed(retried, COMMENT));
            UUID refused = UUID.randomUUID();
            session.writes.results.put(refused, "rejected");
            session.row.lastRefusal =
                    Optional.of(new LastRefusal(refused, "tasker_move_issue", "scope_denied", Instant.EPOCH));
            session.hand(session.handed(refused, "tasker_move_issue"));
            UUID late = UUID.randomUUID();
            session.writes.failures.put(late, Integer.MAX_VALUE);
            session.hand(session.handed(
                    late, COMMENT, Optional.of("CORE-1"), session.now().minus(Duration.ofDays(8))));
            UUID refusedFinish = UUID.randomUUID();
            session.writes.results.put(refusedFinish, "rejected");
            session.row.timeLeft.add(IDLE);
            session.hand(session.handed(refusedFinish, FINISH));
            await().atMost(Duration.ofMinutes(2)).until(() -> session.row.givenUp.contains(late));
            session.hand(FINISH);
            awaitEnd(session);
        });
    }

    @Test
    void continued() {
        record("continued", session -> {
            session.start(IDLE, 80);
            UUID stuck = UUID.randomUUID();
            session.writes.failures.put(stuck, 1);
            session.writes.retryAfter.put(stuck, Duration.ofHours(1));
            session.hand(session.handed(stuck, COMMENT));
            await().atMost(PATIENCE).until(() -> {
                session.hand("tasker_move_issue");
                return session.state().continuations() == 2;
            });
            session.hand(FINISH);
            awaitEnd(session);
        });
    }

    private void record(String name, Consumer<TestSession> story) {
        try (TestSession session = TestSession.on(temporal)) {
            story.accept(session);
            List<WorkflowExecutionHistory> runs = runs(session);
            for (int run = 0; run < runs.size(); run++) {
                String suffix = runs.size() == 1 ? "" : "-" + (run + 1);
                RecordedHistories.write(
                        "work-session-" + release + "-" + name + suffix,
                        runs.get(run).toJson(true));
            }
        }
    }

    /** All runs of the workflow, the first first. */
    private static List<WorkflowExecutionHistory> runs(TestSession session) {
        List<WorkflowExecutionHistory> runs = new ArrayList<>();
        String runId = session.workflow().describe().getFirstRunId();
        while (!runId.isEmpty()) {
            String workflowId = session.sessionId.toString();
            WorkflowExecutionHistory run = session.temporal.getWorkflowClient().fetchHistory(workflowId, runId);
            runs.add(run);
            HistoryEvent last = run.getLastEvent();
            runId = last.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
                    ? last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()
                    : "";
        }
        return runs;
    }

    private static void land(TestSession session, String tool) {
        UUID write = session.hand(tool);
        await().atMost(PATIENCE).until(() -> session.writes.run.contains(write));
    }

    private static HandedWrite onIssue(TestSession session, String issueKey) {
        return session.handed(UUID.randomUUID(), COMMENT, Optional.of(issueKey), session.now());
    }

    private static void awaitEnd(TestSession session) {
        try {
            session.awaitEnd();
        } catch (TimeoutException e) {
            throw new AssertionError("the workflow did not end", e);
        }
    }
}
