package dc.node.gateway.sessions.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import dc.node.gateway.json.Json;
import dc.node.gateway.writes.WriteActivities;
import dc.node.gateway.writes.WritePolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkSessionWorkflowTest {

    private static final String QUEUE = "test";
    private static final Duration IDLE = Duration.ofHours(8);

    private final UUID sessionId = UUID.randomUUID();
    private final RecordedWrites writes = new RecordedWrites();
    private final SessionRow row = new SessionRow();

    @SuppressWarnings("NullAway.Init")
    private TestWorkflowEnvironment temporal;

    @BeforeEach
    void startTemporal() {
        temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(DefaultDataConverter.newDefaultInstance()
                                .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(Json.MAPPER)))
                        .build())
                .build());
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(WorkSessionWorkflowImpl.class);
        worker.registerActivitiesImplementations(writes, row);
        temporal.start();
    }

    @AfterEach
    void stopTemporal() {
        temporal.close();
    }

    @Test
    void theSessionEndsWhenItsFinishHasLanded() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        UUID comment = hand(session, "tasker_append_comment");
        UUID finish = hand(session, "tasker_finish_work_session");

        awaitEnd();

        assertThat(writes.run).containsExactlyInAnyOrder(comment, finish);
        assertThat(session.progress()).isEqualTo(new SessionProgress(0, 2, 0, 0));
    }

    @Test
    void aWriteHandedOverTwiceIsRunOnce() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        HandedWrite write = handed(UUID.randomUUID(), "tasker_move_issue");
        session.write(write);
        session.write(write);
        hand(session, "tasker_finish_work_session");

        awaitEnd();

        assertThat(writes.run).filteredOn(write.operationId()::equals).hasSize(1);
    }

    @Test
    void aRefusedFinishLeavesTheSessionOpen() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        UUID refused = UUID.randomUUID();
        writes.results.put(refused, "rejected");
        row.timeLeft.add(IDLE);
        session.write(handed(refused, "tasker_finish_work_session"));
        UUID late = hand(session, "tasker_append_comment");
        hand(session, "tasker_finish_work_session");

        awaitEnd();

        assertThat(writes.run).contains(refused, late);
        assertThat(session.progress()).isEqualTo(new SessionProgress(0, 2, 1, 0));
    }

    @Test
    void aRefusedFinishThatClosedTheSessionEndsTheWorkflowAtOnce() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        UUID refused = UUID.randomUUID();
        writes.results.put(refused, "rejected");
        row.timeLeft.add(Duration.ZERO);
        session.write(handed(refused, "tasker_finish_work_session"));

        awaitEnd();

        assertThat(lifetime()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aWriteThatFailsForAWhileIsTriedAgainUntilItLands() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        UUID comment = UUID.randomUUID();
        writes.failures.put(comment, 20);
        session.write(handed(comment, "tasker_append_comment"));
        temporal.sleep(Duration.ofMinutes(10));
        hand(session, "tasker_finish_work_session");

        awaitEnd();

        assertThat(writes.run).filteredOn(comment::equals).hasSize(21);
        assertThat(session.progress()).isEqualTo(new SessionProgress(0, 2, 0, 0));
    }

    @Test
    void aWriteWhoseTimeRunsOutIsRecordedAndTheSessionGoesOn() throws TimeoutException {
        WorkSessionWorkflow session = startSession();
        UUID comment = UUID.randomUUID();
        writes.failures.put(comment, Integer.MAX_VALUE);
        Instant almostAWeekAgo = now().minus(WritePolicy.SCHEDULE_TO_CLOSE).plusSeconds(60);
        session.write(
                new HandedWrite(comment, "tasker_append_comment", "tasker_append_comment on CORE-1", almostAWeekAgo));
        temporal.sleep(Duration.ofMinutes(5));
        hand(session, "tasker_finish_work_session");

        awaitEnd();

        assertThat(row.givenUp).containsExactly(comment);
        assertThat(session.progress()).isEqualTo(new SessionProgress(0, 1, 0, 1));
    }

    @Test
    void anIdleSessionIsClosedAtItsTime() throws TimeoutException {
        startSession();
        row.timeLeft.add(Duration.ZERO);

        awaitEnd();

        assertThat(lifetime()).isBetween(IDLE, IDLE.plusMinutes(1));
    }

    @Test
    void aSessionThatWroteInBetweenIsAskedAboutAgainWhenItsTimeIsUp() throws TimeoutException {
        startSession();
        row.timeLeft.add(Duration.ofHours(3));
        row.timeLeft.add(Duration.ZERO);

        awaitEnd();

        assertThat(lifetime()).isBetween(IDLE.plusHours(3), IDLE.plusHours(3).plusMinutes(1));
    }

    private WorkSessionWorkflow startSession() {
        WorkSessionWorkflow session = temporal.getWorkflowClient()
                .newWorkflowStub(
                        WorkSessionWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(sessionId.toString())
                                .build());
        WorkflowClient.start(session::run, new SessionStart(sessionId, "CORE-1", IDLE));
        return session;
    }

    private UUID hand(WorkSessionWorkflow session, String tool) {
        UUID operationId = UUID.randomUUID();
        session.write(handed(operationId, tool));
        return operationId;
    }

    private HandedWrite handed(UUID operationId, String tool) {
        return new HandedWrite(operationId, tool, tool + " on CORE-1", now());
    }

    private Instant now() {
        return Instant.ofEpochMilli(temporal.currentTimeMillis());
    }

    private void awaitEnd() throws TimeoutException {
        WorkflowStub session = temporal.getWorkflowClient().newUntypedWorkflowStub(sessionId.toString());
        session.getResult(30, TimeUnit.SECONDS, Void.class);
    }

    /** By the workflow's own history: the test server's clock runs on once the workflow has ended. */
    private Duration lifetime() {
        List<HistoryEvent> events =
                temporal.getWorkflowClient().fetchHistory(sessionId.toString()).getEvents();
        return Duration.ofSeconds(Timestamps.between(
                        events.getFirst().getEventTime(), events.getLast().getEventTime())
                .getSeconds());
    }

    /** The database: its answers to "is its time up?", in order, and what it was told. */
    private static final class SessionRow implements SessionActivities {

        private final List<Duration> timeLeft = new CopyOnWriteArrayList<>();
        private final List<UUID> givenUp = new CopyOnWriteArrayList<>();

        @Override
        public Duration closeIfDue(UUID session) {
            return timeLeft.removeFirst();
        }

        @Override
        public void recordGivenUp(UUID operationId) {
            givenUp.add(operationId);
        }
    }

    /** Notes each attempt; lands unless told otherwise. */
    private static final class RecordedWrites implements WriteActivities {

        private final List<UUID> run = new CopyOnWriteArrayList<>();
        private final Map<UUID, String> results = new ConcurrentHashMap<>();
        private final Map<UUID, Integer> failures = new ConcurrentHashMap<>();

        private String attempt(UUID operationId) {
            run.add(operationId);
            if (failures.merge(operationId, -1, Integer::sum) >= 0) {
                throw ApplicationFailure.newFailure("not yet", "TaskerUnavailable");
            }
            return results.getOrDefault(operationId, "succeeded");
        }

        @Override
        public String createIssue(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String updateIssue(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String moveIssue(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String setIssueLabels(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String assignIssue(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String addExistingProjectMember(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String appendComment(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String updateStructuredBlocks(UUID operationId) {
            return attempt(operationId);
        }

        @Override
        public String finishWorkSession(UUID operationId) {
            return attempt(operationId);
        }
    }
}
