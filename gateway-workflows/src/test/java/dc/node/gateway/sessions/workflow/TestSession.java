package dc.node.gateway.sessions.workflow;

import com.google.protobuf.util.Timestamps;
import dc.node.gateway.dispatch.visibility.TaskerSearchAttributes;
import dc.node.gateway.json.Json;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session's workflow on a Temporal, with fakes for what writes and for the database. */
final class TestSession implements AutoCloseable {

    static final Duration IDLE = Duration.ofHours(8);
    static final String COMMENT = "tasker_append_comment";
    static final String FINISH = "tasker_finish_work_session";

    private static final String QUEUE = "test";
    private static final UUID AGENT = UUID.fromString("01a1fd5b-4efc-7c10-9e9b-23c507a6d4bf");

    final UUID sessionId = UUID.randomUUID();
    final FakeSessionRow row = new FakeSessionRow();
    final FakeWrites writes = new FakeWrites(row);
    final TestWorkflowEnvironment temporal;

    private TestSession(TestWorkflowEnvironment temporal) {
        this.temporal = temporal;
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(WorkSessionWorkflowImpl.class);
        worker.registerActivitiesImplementations(writes, row);
        temporal.start();
    }

    /** On Temporal's test server, which skips the time that nothing happens in. */
    static TestSession skippingTime() {
        return new TestSession(TestWorkflowEnvironment.newInstance(options()
                .registerSearchAttribute(
                        TaskerSearchAttributes.ISSUE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                        TaskerSearchAttributes.WORKSPACE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                        TaskerSearchAttributes.PROJECT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build()));
    }

    /** On a server that runs and knows the gateway's search attributes. */
    static TestSession on(String target) {
        return new TestSession(TestWorkflowEnvironment.newInstance(
                options().setUseExternalService(true).setTarget(target).build()));
    }

    static TestEnvironmentOptions.Builder options() {
        return TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setIdentity("gateway")
                        .setDataConverter(DefaultDataConverter.newDefaultInstance()
                                .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(Json.MAPPER)))
                        .build());
    }

    void start() {
        start(IDLE, SessionStart.EVENT_LIMIT);
    }

    void start(Duration firstCheck, int eventLimit) {
        WorkflowStub workflow = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        "work_session",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(sessionId.toString())
                                .setStaticSummary("Work session on CORE-1")
                                .setPriority(Priority.newBuilder()
                                        .setFairnessKey(AGENT.toString())
                                        .build())
                                .build());
        workflow.start(new SessionStart(
                sessionId, "CORE-1", AGENT, "owner-7", now(), firstCheck, eventLimit, CarriedOver.NOTHING));
    }

    UUID hand(String tool) {
        UUID operationId = UUID.randomUUID();
        hand(handed(operationId, tool));
        return operationId;
    }

    void hand(HandedWrite write) {
        workflow().signal("write", write);
    }

    HandedWrite handed(UUID operationId, String tool) {
        return handed(operationId, tool, Optional.of("CORE-1"), now());
    }

    HandedWrite handed(UUID operationId, String tool, Optional<String> issueKey, Instant acceptedAt) {
        return new HandedWrite(
                operationId,
                tool,
                tool + " on " + issueKey.orElse("CORE"),
                issueKey,
                acceptedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** As the ledger does for a write that no workflow has under way. */
    HandedWrite handedAgain(UUID operationId, String tool) {
        HandedWrite first = handed(operationId, tool);
        return new HandedWrite(
                operationId,
                tool,
                first.summary(),
                first.issueKey(),
                first.acceptedAt(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty());
    }

    void recheck() {
        workflow().signal("recheck");
    }

    SessionState state() {
        return workflow().query("state", SessionState.class);
    }

    /** What the Temporal UI shows of it, in Markdown. */
    String currentDetails() {
        return workflow()
                .query("__temporal_workflow_metadata", WorkflowMetadata.class)
                .getCurrentDetails();
    }

    WorkflowStub workflow() {
        return temporal.getWorkflowClient().newUntypedWorkflowStub(sessionId.toString());
    }

    Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    /** Lets time pass until the workflow has ended, for at most a minute of ours. */
    void awaitEnd() throws TimeoutException {
        workflow().getResult(60, TimeUnit.SECONDS, Void.class);
    }

    /** By the history of the last run: the test server's clock runs on once the workflow has ended. */
    Duration lifetime() {
        List<HistoryEvent> events = events();
        return Duration.ofSeconds(Timestamps.between(
                        events.getFirst().getEventTime(), events.getLast().getEventTime())
                .getSeconds());
    }

    List<HistoryEvent> events() {
        return temporal.getWorkflowClient().fetchHistory(sessionId.toString()).getEvents();
    }

    @Override
    public void close() {
        temporal.close();
    }
}
