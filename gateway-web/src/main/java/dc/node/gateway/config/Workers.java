package dc.node.gateway.config;

import dc.node.gateway.dispatch.TaskQueues;
import dc.node.gateway.dispatch.TemporalPing;
import dc.node.gateway.sessions.workflow.SessionActivities;
import dc.node.gateway.sessions.workflow.WorkSessionWorkflowImpl;
import dc.node.gateway.upkeep.workflow.UpkeepActivities;
import dc.node.gateway.upkeep.workflow.UpkeepWorkflowImpl;
import dc.node.gateway.writes.WriteActivities;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Makes the workers that run writes, sessions and the upkeep. */
@Component
@EnableConfigurationProperties(WorkerProperties.class)
class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    /** With the SDK's five, a busy worker waits for its next task; thirty are no better. */
    private static final int POLLERS = 10;

    /** Each step of a session passes from thread to thread of the SDK, and virtual ones change at less cost. */
    private static final WorkerFactoryOptions FACTORY = WorkerFactoryOptions.newBuilder()
            .setUsingVirtualWorkflowThreads(true)
            .build();

    private final WorkflowClient temporal;
    private final WriteActivities writes;
    private final SessionActivities sessions;
    private final UpkeepActivities upkeep;
    private final WorkerProperties properties;

    Workers(
            WorkflowClient temporal,
            WriteActivities writes,
            SessionActivities sessions,
            UpkeepActivities upkeep,
            WorkerProperties properties) {
        this.temporal = temporal;
        this.writes = writes;
        this.sessions = sessions;
        this.upkeep = upkeep;
        this.properties = properties;
    }

    boolean temporalAnswers() {
        try {
            TemporalPing.send(temporal);
            return true;
        } catch (StatusRuntimeException e) {
            log.debug("Temporal does not answer: {}", e.getStatus());
            return false;
        }
    }

    /** Starts new workers; empty when Temporal went away again meanwhile. */
    Optional<WorkerFactory> start() {
        WorkerFactory factory = WorkerFactory.newInstance(temporal, FACTORY);
        Worker worker = factory.newWorker(TaskQueues.GATEWAY, options());
        worker.registerWorkflowImplementationTypes(WorkSessionWorkflowImpl.class, UpkeepWorkflowImpl.class);
        worker.registerActivitiesImplementations(writes, sessions, upkeep);
        try {
            factory.start();
            log.info("Workers poll Temporal");
            return Optional.of(factory);
        } catch (StatusRuntimeException e) {
            log.warn("Temporal went away while the workers started: {}", e.getStatus());
            factory.shutdownNow();
            return Optional.empty();
        }
    }

    private WorkerOptions options() {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityTaskPollers(POLLERS)
                .setMaxConcurrentWorkflowTaskPollers(POLLERS);
        properties.writesPerSecond().ifPresent(options::setMaxTaskQueueActivitiesPerSecond);
        return options.build();
    }
}
