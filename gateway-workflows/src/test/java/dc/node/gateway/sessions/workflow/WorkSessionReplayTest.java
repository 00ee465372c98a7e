package dc.node.gateway.sessions.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The sessions that run while a new release comes go on in it. Where this fails, the workflow does something else, or in
 * another order, than the release that recorded the history: change it by {@code Workflow.getVersion} (docs/OPERATIONS.md,
 * Upgrade), and leave the file alone.
 */
class WorkSessionReplayTest {

    @ParameterizedTest
    @MethodSource("histories")
    void whatAReleaseHasBegunIsUnderstood(Path file) throws Exception {
        try (TestWorkflowEnvironment temporal =
                TestWorkflowEnvironment.newInstance(TestSession.options().build())) {
            Worker worker = temporal.newWorker("replay");
            worker.registerWorkflowImplementationTypes(WorkSessionWorkflowImpl.class);

            WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(Files.readString(file)), worker);
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void noHistoryNamesTheMachineItWasRecordedOn(Path file) throws Exception {
        JsonNode history = Json.MAPPER.readTree(Files.readString(file));

        assertThat(history.findValuesAsString("identity")).isNotEmpty().containsOnly(RecordedHistories.SCRUBBED);
        assertThat(history.findParents("kind").stream()
                        .filter(RecordedHistories::isSticky)
                        .map(queue -> queue.path("name").asString("")))
                .isNotEmpty()
                .containsOnly(RecordedHistories.SCRUBBED);
    }

    @Test
    void everyWayOfASessionIsAmongThem() {
        assertThat(RecordedHistories.files())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "work-session-0.1-abandoned.json",
                        "work-session-0.1-closed.json",
                        "work-session-0.1-continued-1.json",
                        "work-session-0.1-continued-2.json",
                        "work-session-0.1-failures.json",
                        "work-session-0.1-finished.json");
    }

    static Stream<Path> histories() {
        List<Path> files = RecordedHistories.files();
        assertThat(files).isNotEmpty();
        return files.stream();
    }
}
