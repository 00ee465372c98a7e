package dc.node.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dc.node.gateway.json.Json;
import dc.node.gateway.outcome.ErrorCode;
import dc.node.gateway.sessions.WorkSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What counts as the same write, which attempt counts, and which refusals are told. */
class WriteAcceptanceTest {

    private static final Ledger LEDGER = new Ledger();

    private final UUID agent = LEDGER.newAgent();
    private final UUID issue = UUID.randomUUID();

    @Test
    void equalCallsWithoutAKeyAreOneWriteForFiveSeconds() {
        UUID first = LEDGER.accepted(agent, "tasker_append_comment", issue, "a");
        LEDGER.passes(Duration.ofMillis(3));
        assertThat(LEDGER.accept(agent, "tasker_append_comment", issue, "a"))
                .isInstanceOfSatisfying(Acceptance.Known.class, known -> {
                    assertThat(known.deduplicated()).isTrue();
                    assertThat(known.entry().operationId()).isEqualTo(first);
                });
        LEDGER.passes(Duration.ofSeconds(10));
        assertThat(LEDGER.accepted(agent, "tasker_append_comment", issue, "a")).isNotEqualTo(first);
    }

    @Test
    void setBackToWhatItWasIsAThirdWrite() {
        UUID first = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");
        LEDGER.accepted(agent, "tasker_move_issue", issue, "b");
        UUID third = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");

        assertThat(third).isNotEqualTo(first);
        assertThat(LEDGER.accept(agent, "tasker_move_issue", issue, "a"))
                .as("the third, sent twice")
                .isInstanceOfSatisfying(
                        Acceptance.Known.class,
                        known -> assertThat(known.entry().operationId()).isEqualTo(third));
    }

    @Test
    void tickedUntickedAndTickedAgainAreThreeWrites() {
        assertThat(tick(true)).isInstanceOf(Acceptance.Accepted.class);
        assertThat(tick(false)).isInstanceOf(Acceptance.Accepted.class);
        assertThat(tick(true)).isInstanceOf(Acceptance.Accepted.class);
        assertThat(tick(true)).as("the third, sent twice").isInstanceOf(Acceptance.Known.class);
    }

    private Acceptance tick(boolean checked) {
        ObjectNode arguments = Json.MAPPER
                .createObjectNode()
                .put("action", "update_checker_item")
                .put("checked", checked);
        return LEDGER.accept(agent, "tasker_update_structured_blocks", Optional.of(issue), arguments);
    }

    @Test
    void aBlockAppendedTwiceInADoubledCallIsOneWriteWhateverElseIsAppended() {
        assertThat(append("a")).isInstanceOf(Acceptance.Accepted.class);
        assertThat(append("b")).isInstanceOf(Acceptance.Accepted.class);
        assertThat(append("a")).isInstanceOf(Acceptance.Known.class);
    }

    private Acceptance append(String title) {
        ObjectNode arguments =
                Json.MAPPER.createObjectNode().put("action", "append_checker").put("title", title);
        return LEDGER.accept(agent, "tasker_update_structured_blocks", Optional.of(issue), arguments);
    }

    @Test
    void aStartAfterAFinishOpensAnotherSession() {
        Acceptance.Accepted first = (Acceptance.Accepted) start();
        LEDGER.jdbc
                .sql("update work_session set state = 'finished', ended_at = now() where id = :id")
                .param("id", first.entry().operationId())
                .update();

        assertThat(start())
                .isInstanceOfSatisfying(
                        Acceptance.Accepted.class,
                        again -> assertThat(again.entry()
                                        .result()
                                        .orElseThrow()
                                        .path("session")
                                        .path("id")
                                        .stringValue())
                                .isNotEqualTo(first.entry().operationId().toString()));
    }

    private Acceptance start() {
        return LEDGER.accept(agent, "tasker_start_work_session", Optional.of(issue), Json.MAPPER.createObjectNode());
    }

    @Test
    void twoCommentsEachSentTwiceAreTwoHoweverTheyInterleave() {
        LEDGER.accepted(agent, "tasker_append_comment", issue, "a");
        LEDGER.accepted(agent, "tasker_append_comment", issue, "b");

        assertThat(LEDGER.accept(agent, "tasker_append_comment", issue, "a")).isInstanceOf(Acceptance.Known.class);
        assertThat(LEDGER.accept(agent, "tasker_append_comment", issue, "b")).isInstanceOf(Acceptance.Known.class);
    }

    @Test
    void anAttemptThatWakesAfterItsSuccessorBeganDoesNothing() {
        UUID write = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");
        Instant first = LEDGER.now;
        Instant second = first.plusSeconds(21);

        assertThat(LEDGER.store.beginAttempt(write, second))
                .hasValueSatisfying(operation -> assertThat(operation.attempt()).isEqualTo(1));
        assertThat(LEDGER.store.beginAttempt(write, first)).isEmpty();
        assertThat(LEDGER.store.beginAttempt(write, second.plusSeconds(5))).isPresent();
    }

    @Test
    void aRefusalIsToldOnceAndToEveryCallThatWasThereBeforeItWasTold() {
        UUID refused = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");
        LEDGER.end(refused, OperationState.REJECTED);
        Instant bothReceived = LEDGER.now;
        LEDGER.passes(Duration.ofMillis(3));

        assertThat(failures(bothReceived)).containsExactly(refused);
        assertThat(failures(bothReceived)).as("its twin, sent twice").containsExactly(refused);
        LEDGER.passes(Duration.ofMillis(3));
        assertThat(failures(LEDGER.now)).as("a later call").isEmpty();
    }

    @Test
    void aRefusalThatWasTheAnswerIsNotToldAgain() {
        UUID refused = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");
        LEDGER.end(refused, OperationState.REJECTED);
        LEDGER.failures.markToldAtOnce(refused);

        assertThat(failures(LEDGER.now)).isEmpty();
    }

    @Test
    void whatWasEndedFromOutsideSaysWhetherItMayHaveTakenEffect() {
        UUID untried = LEDGER.accepted(agent, "tasker_move_issue", issue, "a");
        UUID tried = LEDGER.accepted(agent, "tasker_move_issue", issue, "b");
        LEDGER.store.beginAttempt(tried, LEDGER.now);

        LEDGER.completion.endFromOutside(tried, 0, OperationState.REJECTED, "Looked at before the attempt began.");
        LEDGER.completion.endFromOutside(untried, 0, OperationState.REJECTED, "An operator ended this write.");
        LEDGER.completion.endFromOutside(tried, 1, OperationState.CANCELLED, "An operator cancelled this write.");
        LEDGER.completion.endFromOutside(tried, 1, OperationState.REJECTED, "Too late.");

        assertThat(message(untried)).isEqualTo("An operator ended this write. It took no effect.");
        assertThat(message(tried)).startsWith("An operator cancelled this write. Whether an attempt took effect");
    }

    private List<UUID> failures(Instant receivedAt) {
        return LEDGER.failures.takeUnread(agent, receivedAt, LEDGER.now).stream()
                .map(LedgerEntry::operationId)
                .toList();
    }

    private static String message(UUID operationId) {
        return LEDGER.store
                .find(operationId)
                .flatMap(LedgerEntry::result)
                .orElseThrow()
                .path("error")
                .path("message")
                .asString();
    }

    @Test
    void aDaysQuotaHoldsBackNoFinishAndCountsNoStart() {
        Ledger ledger = new Ledger();
        SessionReporter reporter = new SessionReporter(ledger);
        ledger.writesPerDay = OptionalInt.of(1);
        UUID session = reporter.startOnIssue(reporter.agent);

        assertThat(reporter.refused(reporter.comment(reporter.target(reporter.issue), Optional.of(session))))
                .as("the day's only write")
                .isFalse();
        assertThat(reporter.refusal(reporter.comment(reporter.target(reporter.issue), Optional.of(session)))
                        .code())
                .isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        reporter.finish(session);
        assertThat(reporter.session(session).state()).isEqualTo(WorkSession.State.FINISHING);
    }
}
