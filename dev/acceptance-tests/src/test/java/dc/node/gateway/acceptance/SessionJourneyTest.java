package dc.node.gateway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dc.node.gateway.acceptance.BusySession.Acknowledgement;
import dc.node.gateway.acceptance.fixture.GatewayClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** A long work session: 300 comments and 100 changes of the blocks, a third of them while Tasker is down. */
class SessionJourneyTest extends OutageTests {

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aLongSessionLandsOnceAndInOrderThoughTaskerIsDownForAThirdOfItAndItsFinishFollows() {
        GatewayClient agent = stack.newAgent();
        BusySession session = new BusySession(stack, agent::call, agent);
        session.write(133);
        stack.tasker().takeDown();
        assertQueuedQuickly(session.write(124));
        stack.tasker().clearFaults();
        session.write(133);
        stack.tasker().takeDown();
        assertQueuedQuickly(session.write(10));

        assertThat(session.finish().path("queued").booleanValue()).isTrue();
        stack.tasker().clearFaults();

        JsonNode finished = await().atMost(RECOVERY)
                .until(
                        session::finish,
                        answer -> answer.path("status").stringValue().equals("succeeded"));
        session.assertLandedBeforeFinish(finished);
    }

    /** None lands, so none may claim to; but for those that find out that Tasker is down, none is waited for. */
    private static void assertQueuedQuickly(List<Acknowledgement> acknowledgements) {
        assertThat(acknowledgements).allMatch(Acknowledgement::queued);
        assertThat(acknowledgements)
                .filteredOn(acknowledgement -> acknowledgement.took().compareTo(Duration.ofSeconds(1)) > 0)
                .hasSizeLessThanOrEqualTo(6);
    }
}
