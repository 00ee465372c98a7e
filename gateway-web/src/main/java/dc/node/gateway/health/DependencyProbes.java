package dc.node.gateway.health;

import dc.node.gateway.config.RoleProperties;
import dc.node.gateway.dispatch.TaskQueues;
import dc.node.gateway.dispatch.TemporalPing;
import dc.node.gateway.tasker.Tasker;
import io.grpc.Deadline;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One question to each dependency, which throws when it is not there. Those over the network give up after two seconds;
 * Postgres only after its driver's own limits, up to twelve, so whoever asks it has to stop waiting, and may interrupt.
 */
@Component
class DependencyProbes {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final WorkflowClient workflows;
    private final Tasker tasker;
    private final RoleProperties role;

    DependencyProbes(JdbcClient jdbc, WorkflowClient workflows, Tasker tasker, RoleProperties role) {
        this.jdbc = jdbc;
        this.workflows = workflows;
        this.tasker = tasker;
        this.role = role;
    }

    void postgres() {
        jdbc.sql("select 1").query(Integer.class).single();
    }

    void temporal() {
        TemporalPing.send(workflows);
    }

    void tasker() {
        tasker.checkHealth(LIMIT);
    }

    /** This process's worker polls for writes; of a process that runs none, any other's does. */
    boolean workerPolls() {
        String identity = workflows.getOptions().getIdentity();
        return workflows
                .getWorkflowServiceStubs()
                .blockingStub()
                .withDeadline(Deadline.after(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(workflows.getOptions().getNamespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.GATEWAY))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .build())
                .getPollersList()
                .stream()
                .anyMatch(poller -> !role.runsWorkers() || poller.getIdentity().equals(identity));
    }
}
