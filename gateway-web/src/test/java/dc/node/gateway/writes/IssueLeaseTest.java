package dc.node.gateway.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dc.node.gateway.grants.GrantStore;
import dc.node.gateway.ledger.Ledger;
import dc.node.gateway.ledger.Operation;
import dc.node.gateway.ledger.OperationState;
import dc.node.gateway.targets.TargetStore;
import dc.node.gateway.tasker.Deadline;
import dc.node.gateway.tasker.Tasker;
import dc.node.gateway.tasker.TaskerUnavailableException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may change an issue after an attempt that ended this way or that. */
class IssueLeaseTest {

    private static final String MOVE = "tasker_move_issue";
    private static final Ledger LEDGER = new Ledger();

    private final IssueLease lease = new IssueLease(LEDGER.jdbc);
    private final UUID issue = UUID.randomUUID();
    private final UUID first = LEDGER.accepted(LEDGER.newAgent(), MOVE, issue, "first");
    private final UUID second = LEDGER.accepted(LEDGER.newAgent(), MOVE, issue, "second");

    @Test
    void anAttemptThatSentNothingGivesTheIssueUp() {
        fail(first, false);

        assertThat(canHold(second)).isTrue();
    }

    @Test
    void aLostAnswerKeepsOthersOffUntilTheSameWriteHasFoundOut() {
        fail(first, true);
        assertThat(canHold(second)).isFalse();

        lease.holding(issue, attempt(first), () -> "found it done");
        assertThat(canHold(second)).as("done, but not yet in the ledger").isFalse();

        LEDGER.end(first, OperationState.SUCCEEDED);
        assertThat(canHold(second)).isTrue();
    }

    @Test
    void neitherDoesTimeFreeAnIssueWhoseWriteMayHaveBeenSent() {
        fail(first, true);
        everyLeaseHasRunOut();
        assertThat(canHold(second)).isFalse();

        LEDGER.end(first, OperationState.REJECTED);
        assertThat(canHold(second)).isTrue();
    }

    @Test
    void aHolderThatDiedBeforeItSentAnythingIsGivenUpAfterAWhile() {
        lease.holding(issue, attempt(first), () -> "and then the process was killed");
        assertThat(canHold(second)).isFalse();

        everyLeaseHasRunOut();
        assertThat(canHold(second)).isTrue();
    }

    private void fail(UUID operation, boolean afterSending) {
        Attempt attempt = attempt(operation);
        assertThatThrownBy(() -> lease.holding(issue, attempt, () -> {
                    if (afterSending) {
                        attempt.aboutToSend();
                    }
                    throw new TaskerUnavailableException("no answer");
                }))
                .isInstanceOf(TaskerUnavailableException.class);
    }

    private boolean canHold(UUID operation) {
        try {
            lease.holding(issue, attempt(operation), () -> "held");
            LEDGER.jdbc
                    .sql("delete from issue_lease where operation_id = :id")
                    .param("id", operation)
                    .update();
            return true;
        } catch (RetryLaterException e) {
            return false;
        }
    }

    private static void everyLeaseHasRunOut() {
        LEDGER.jdbc
                .sql("update issue_lease set expires_at = now() - interval '1 second'")
                .update();
    }

    /** With hardly more time than the lease leaves for the work, so that it is waited for only briefly. */
    private static Attempt attempt(UUID operationId) {
        LEDGER.now = LEDGER.now.plusSeconds(1);
        Operation operation = LEDGER.store.beginAttempt(operationId, LEDGER.now).orElseThrow();
        return new Attempt(
                operation,
                Set.of(),
                LEDGER.store,
                UNUSED,
                new GrantStore(LEDGER.jdbc, Clock.systemUTC()),
                new TargetStore(LEDGER.jdbc, Clock.systemUTC()),
                Clock.systemUTC(),
                Deadline.in(Duration.ofMillis(9_200)));
    }

    private static final Tasker UNUSED = (Tasker) Proxy.newProxyInstance(
            Tasker.class.getClassLoader(), new Class<?>[] {Tasker.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });
}
