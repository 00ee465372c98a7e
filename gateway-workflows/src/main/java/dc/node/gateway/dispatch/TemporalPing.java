package dc.node.gateway.dispatch;

import io.grpc.Deadline;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.TimeUnit;

/** The smallest question to Temporal: is it there? */
public final class TemporalPing {

    private static final int SECONDS_TO_ANSWER = 2;

    private TemporalPing() {}

    /**
     * Returns when Temporal has answered, which it has to within two seconds.
     *
     * @throws io.grpc.StatusRuntimeException when it did not
     */
    public static void send(WorkflowClient temporal) {
        temporal.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadline(Deadline.after(SECONDS_TO_ANSWER, TimeUnit.SECONDS))
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    }
}
