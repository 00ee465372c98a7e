package dc.node.gateway.dispatch;

import dc.node.gateway.upkeep.workflow.UpkeepWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to it that Temporal runs the upkeep every ten minutes, once for all processes, under the schedule {@code
 * tasker-gateway-upkeep}. An operator can pause it there, or run it at once.
 */
@Component
public class UpkeepSchedule {

    private static final Logger log = LoggerFactory.getLogger(UpkeepSchedule.class);

    private static final String ID = "tasker-gateway-upkeep";

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ScheduleClient schedules;
    private final TemporalTimeLimit timeLimit;

    UpkeepSchedule(ScheduleClient schedules, TemporalTimeLimit timeLimit) {
        this.schedules = schedules;
        this.timeLimit = timeLimit;
    }

    /**
     * Makes the schedule where it is missing, and brings one of an earlier release to this release's form.
     *
     * @return false when Temporal did not take it within five seconds; to be tried again
     */
    public boolean ensure() {
        try {
            return timeLimit.within(LIMIT, () -> {
                createOrUpdate();
                return true;
            });
        } catch (StatusRuntimeException | ScheduleException e) {
            log.warn(
                    "Temporal did not take the schedule of the upkeep: {}",
                    Status.fromThrowable(e).getCode());
            return false;
        }
    }

    private void createOrUpdate() {
        try {
            schedules.createSchedule(
                    ID, schedule(), ScheduleOptions.newBuilder().build());
        } catch (ScheduleAlreadyRunningException e) {
            // What an operator may have set, such as a pause, stays.
            schedules
                    .getHandle(ID)
                    .update(before -> new ScheduleUpdate(
                            Schedule.newBuilder(before.getDescription().getSchedule())
                                    .setAction(schedule().getAction())
                                    .setSpec(schedule().getSpec())
                                    .setPolicy(schedule().getPolicy())
                                    .build()));
        }
    }

    private static Schedule schedule() {
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(UpkeepWorkflow.class)
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId("upkeep")
                                .setTaskQueue(TaskQueues.GATEWAY)
                                .setStaticSummary("Deletes what has expired")
                                // Without details the SDK cannot read its own schedule again.
                                .setStaticDetails("One activity for each kind of row; docs/OPERATIONS.md has the list.")
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(EVERY)))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(EVERY)
                        .build())
                .build();
    }
}
