package dc.node.gateway.sessions.workflow;

import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.writes.WritePolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Runs each write it is handed as the same activity a write alone would be, and ends with the session. The order of writes
 * is the ledger's: what is handed over may go, so nothing here waits for anything else.
 */
public class WorkSessionWorkflowImpl implements WorkSessionWorkflow {

    private static final String SUCCEEDED = "succeeded";

    private final SessionActivities sessions = Workflow.newActivityStub(
            SessionActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(10))
                    .setRetryOptions(WritePolicy.retries())
                    .build());
    private final Set<UUID> handed = new HashSet<>();
    private SessionProgress progress = new SessionProgress(0, 0, 0, 0);
    private boolean ended;
    private boolean finishRefused;

    @Override
    public void run(SessionStart start) {
        Duration untilCheck = start.firstCheck();
        while (!ended) {
            Workflow.await(untilCheck, () -> ended || finishRefused);
            if (!ended) {
                finishRefused = false;
                untilCheck = sessions.closeIfDue(start.sessionId());
                ended = ended || untilCheck.isZero();
            }
        }
        // A write that was handed over before the end is carried to its own end.
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    @Override
    public void write(HandedWrite write) {
        if (!handed.add(write.operationId())) {
            return;
        }
        progress = new SessionProgress(
                progress.underWay() + 1, progress.landed(), progress.rejected(), progress.givenUp());
        try {
            String state = Workflow.newUntypedActivityStub(options(write))
                    .execute(write.tool(), String.class, write.operationId());
            boolean landed = state.equals(SUCCEEDED);
            progress = new SessionProgress(
                    progress.underWay() - 1,
                    progress.landed() + (landed ? 1 : 0),
                    progress.rejected() + (landed ? 0 : 1),
                    progress.givenUp());
            if (write.tool().equals(SessionRules.FINISH)) {
                ended = ended || landed;
                // Refused, it has opened the session again or closed it; the database knows.
                finishRefused = !landed;
            }
        } catch (ActivityFailure e) {
            // Its time ran out. The session goes on; the ledger has to know, or what waits behind it waits for ever. An
            // attempt whose time ran out in its midst runs to its end first.
            Workflow.sleep(WritePolicy.START_TO_CLOSE);
            sessions.recordGivenUp(write.operationId());
            progress = new SessionProgress(
                    progress.underWay() - 1, progress.landed(), progress.rejected(), progress.givenUp() + 1);
        }
    }

    @Override
    public SessionProgress progress() {
        return progress;
    }

    private static ActivityOptions options(HandedWrite write) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(WritePolicy.START_TO_CLOSE)
                .setScheduleToCloseTimeout(
                        WritePolicy.timeLeft(write.acceptedAt(), Instant.ofEpochMilli(Workflow.currentTimeMillis())))
                .setRetryOptions(WritePolicy.retries())
                .setSummary(write.summary())
                .build();
    }
}
