package dc.node.gateway.bench.bare;

import dc.node.gateway.bench.load.Caller;
import dc.node.gateway.bench.stub.StubIds;
import io.temporal.client.ActivityClient;
import io.temporal.client.StartActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A worker and a client of it in one process, as they are in a gateway. What is left out is all that the gateway adds: no ledger,
 * no search attributes, no summary. The caller waits for the result as Temporal reports it.
 */
final class BareActivities implements AutoCloseable {

    private static final String QUEUE = "bare";
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration ALL_ATTEMPTS = Duration.ofMinutes(1);

    private final HttpComment comment;
    private final WorkflowServiceStubs service;
    private final WorkerFactory workers;
    private final ActivityClient client;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong last = new AtomicLong();

    BareActivities(String temporal, int stubPort) {
        comment = new HttpComment(stubPort);
        // The gateway's own settings: compression costs more than it saves, virtual threads cost less, and five pollers
        // are few.
        service = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal)
                .setGrpcCompression(GrpcCompression.NONE)
                .build());
        workers = WorkerFactory.newInstance(WorkflowClient.newInstance(service));
        Worker worker = workers.newWorker(
                QUEUE,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreadsOnActivityWorker(true)
                        .setMaxConcurrentActivityTaskPollers(10)
                        .build());
        worker.registerActivitiesImplementations(comment);
        workers.start();
        client = ActivityClient.newInstance(service);
    }

    /** A caller with an issue of its own. */
    Caller caller(int number) {
        String issueId = StubIds.issue(number).toString();
        return () -> client.execute(
                CommentActivity.TYPE,
                StartActivityOptions.newBuilder()
                        .setId(run + "/" + last.incrementAndGet())
                        .setTaskQueue(QUEUE)
                        .setStartToCloseTimeout(ATTEMPT)
                        .setScheduleToCloseTimeout(ALL_ATTEMPTS)
                        .build(),
                issueId);
    }

    @Override
    public void close() throws IOException {
        workers.shutdownNow();
        service.shutdownNow();
        comment.close();
    }
}
