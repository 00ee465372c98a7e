package dc.node.gateway.upkeep.workflow;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One activity for each kind of row, so that one that cannot be deleted is seen and does not hold up the others. */
public final class UpkeepWorkflowImpl implements UpkeepWorkflow {

    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setScheduleToCloseTimeout(Duration.ofMinutes(5))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
            .build();

    private final UpkeepActivities activities = Workflow.newActivityStub(UpkeepActivities.class, OPTIONS);

    @Override
    public void run() {
        List<String> failed = new ArrayList<>();
        for (String name : activities.listExpiring()) {
            try {
                deleting(name).deleteExpired(name);
            } catch (ActivityFailure e) {
                failed.add(name);
            }
        }
        if (!failed.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "Not deleted: " + String.join(", ", failed), "UpkeepIncomplete");
        }
    }

    private static UpkeepActivities deleting(String name) {
        return Workflow.newActivityStub(
                UpkeepActivities.class,
                ActivityOptions.newBuilder(OPTIONS).setSummary(name).build());
    }
}
