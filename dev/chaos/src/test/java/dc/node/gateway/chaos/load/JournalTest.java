package dc.node.gateway.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.chaos.load.Acknowledgement.End;
import dc.node.gateway.chaos.load.Write.Trace;
import dc.node.gateway.localstack.client.ToolAnswer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JournalTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final Journal journal = new Journal();
    private final Write write = write(1, Optional.of("a-key"));

    private static Write write(int number, Optional<String> key) {
        return new Write(
                number, "A", "tasker_append_comment", Map.of(), key, Optional.of("X"), "marker", new Trace.None());
    }

    private static Answer acknowledged(String operation, boolean queued) {
        return Answer.of(new ToolAnswer(
                JSON.readTree("{\"operation_id\": \"%s\", \"idempotency_key\": \"made\", \"queued\": %s}"
                        .formatted(operation, queued)),
                false));
    }

    private static Answer error(String code, String details) {
        return Answer.of(new ToolAnswer(
                JSON.readTree("{\"error\": {\"code\": \"%s\", \"message\": \"Why.\", \"details\": %s}}"
                        .formatted(code, details)),
                true));
    }

    private Acknowledgement after(Write one, Answer... answers) {
        for (Answer answer : answers) {
            journal.sending(one);
            journal.answered(one, answer);
        }
        return journal.acknowledgements().getLast();
    }

    @Test
    void aQueuedWriteThatEndsIsBoth() {
        Acknowledgement told = after(write, acknowledged("o", true), acknowledged("o", false));

        assertThat(told.end()).isEqualTo(End.SUCCEEDED);
        assertThat(told.answeredQueued()).isTrue();
        assertThat(told.operationId()).contains("o");
        assertThat(told.calls()).isEqualTo(2);
        assertThat(told.contradictions()).isEmpty();
    }

    @Test
    void aLateQueuedDoesNotTakeTheEndBack() {
        Acknowledgement told = after(write, acknowledged("o", false), acknowledged("o", true));

        assertThat(told.end()).isEqualTo(End.SUCCEEDED);
        assertThat(told.contradictions()).isEmpty();
    }

    @Test
    void twoOperationsUnderOneKeyContradictEachOther() {
        assertThat(after(write, acknowledged("o", true), acknowledged("p", false))
                        .contradictions())
                .hasSize(1);
    }

    @Test
    void successAndRejectionContradictEachOther() {
        assertThat(after(write, acknowledged("o", false), error("tasker_rejected", "{\"operation_id\": \"o\"}"))
                        .contradictions())
                .hasSize(1);
    }

    @Test
    void aRefusalAfterAnAcknowledgementIsAContradiction() {
        assertThat(after(write, acknowledged("o", true), error("not_found", "{}"))
                        .contradictions())
                .hasSize(1);
    }

    @Test
    void whatTheGatewayCannotTellIsNoAcknowledgement() {
        Acknowledgement told = after(write, error("gateway_unavailable", "{}"));

        assertThat(told.end()).isEqualTo(End.UNACKNOWLEDGED);
        assertThat(told.isAcknowledged()).isFalse();
        assertThat(journal.repeatsByReason()).containsEntry("gateway_unavailable", 1);
    }

    @Test
    void aCallWithoutAKeyTakesTheOneItIsGiven() {
        Write keyless = write(2, Optional.empty());

        assertThat(after(keyless, new Answer.TryAgain("no answer", Optional.empty()))
                        .key())
                .isEmpty();
        assertThat(after(keyless, error("gateway_unavailable", "{\"idempotency_key\": \"given\"}"))
                        .key())
                .contains("given");
    }

    @Test
    void aFaultStrikesTheCallsUnderWayAndEachWriteCountsOnce() {
        journal.sending(write);
        assertThat(journal.faultStrikes()).isEqualTo(1);
        journal.sending(write);
        assertThat(journal.callsInFlight()).isEqualTo(2);
        assertThat(journal.faultStrikes()).isEqualTo(1);
        journal.answered(write, acknowledged("o", false));
        journal.answered(write, acknowledged("o", false));

        assertThat(journal.faultStrikes()).isZero();
        assertThat(journal.acknowledgements().getFirst().inFlightAtFault()).isTrue();
    }
}
