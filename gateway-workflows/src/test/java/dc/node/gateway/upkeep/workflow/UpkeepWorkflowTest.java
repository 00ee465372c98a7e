package dc.node.gateway.upkeep.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dc.node.gateway.upkeep.Expiring;
import dc.node.gateway.upkeep.Upkeep;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class UpkeepWorkflowTest {

    private static final String QUEUE = "upkeep-test";

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();

    @AfterEach
    void stopTemporal() {
        temporal.close();
    }

    /** Rows in memory; {@code broken} ones cannot be deleted. */
    private static final class Rows implements Expiring {

        private final String what;
        private final boolean broken;
        private int left;

        Rows(String what, int left, boolean broken) {
            this.what = what;
            this.left = left;
            this.broken = broken;
        }

        @Override
        public String what() {
            return what;
        }

        @Override
        public int deleteExpired(Instant now, int limit) {
            if (broken) {
                throw new DataAccessResourceFailureException("row 7 holds a secret");
            }
            int deleted = Math.min(left, limit);
            left -= deleted;
            return deleted;
        }
    }

    @Test
    void everythingThatHasExpiredIsDeletedHoweverMuchItIs() {
        Rows few = new Rows("few", 3, false);
        Rows many = new Rows("many", 3_500, false);

        start(few, many).run();

        assertThat(few.left).isZero();
        assertThat(many.left).isZero();
    }

    @Test
    void whatCannotBeDeletedHoldsUpNothingElseAndFailsTheRunByName() {
        Rows broken = new Rows("a broken table", 1, true);
        Rows other = new Rows("another", 5, false);

        WorkflowFailedException failure = catchThrowableOfType(
                WorkflowFailedException.class, () -> start(broken, other).run());

        assertThat(other.left).isZero();
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        told -> assertThat(told.getOriginalMessage()).isEqualTo("Not deleted: a broken table"));
        String history = temporal.getWorkflowClient().fetchHistory("upkeep").toJson(false);
        assertThat(history).contains("The ledger could not be reached").doesNotContain("secret");
    }

    private UpkeepWorkflow start(Rows... rows) {
        Worker worker = temporal.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(UpkeepWorkflowImpl.class);
        worker.registerActivitiesImplementations(
                new UpkeepActivitiesImpl(new Upkeep(List.of(rows), Clock.systemUTC())));
        temporal.start();
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        UpkeepWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId("upkeep")
                                .build());
    }
}
