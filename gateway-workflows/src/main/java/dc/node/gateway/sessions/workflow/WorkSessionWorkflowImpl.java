package dc.node.gateway.sessions.workflow;

import dc.node.gateway.dispatch.visibility.TaskerSearchAttributes;
import dc.node.gateway.sessions.SessionRules;
import dc.node.gateway.sessions.SessionStanding;
import dc.node.gateway.writes.WritePolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Follows a session: runs its writes, asks the database in good time whether it has ended, and shows an operator how it
 * stands. When its history has become long it goes on in a new one.
 *
 * <p>A release replays the sessions that run while it comes, so what is done here in which order is bound by their
 * histories; docs/OPERATIONS.md, Upgrade, says how to change it.
 */
public final class WorkSessionWorkflowImpl implements WorkSessionWorkflow {

    /** From one look at the ledger to the next while something is pending: doubling, for each costs some ten events. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

    private static final Duration RAREST_LOOK = Duration.ofMinutes(30);

    /**
     * From the end of all that was handed over to the look that finds nothing pending. What waited for its turn is handed over
     * within it, so that a backlog is not asked after at each of its writes.
     */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(5);

    /** Releases before it looked only when the doubled interval was over. */
    private static final String LOOK_WHEN_SETTLED = "look-when-settled";

    /** Each change of the memo is an event, and only who finds no worker to ask depends on it. */
    private static final int WRITES_BETWEEN_MEMOS = 50;

    /** How long writes get to land by themselves before a new history; to call one back costs two events. */
    private static final Duration MOST_ATTEMPTS_ARE_OVER = Duration.ofSeconds(2);

    private final SessionActivities sessions = Workflow.newActivityStub(
            SessionActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(10))
                    .setRetryOptions(WritePolicy.retries())
                    .build());
    private final Alarm check = new Alarm("asks whether the session was abandoned");
    private final Alarm look = new Alarm("asks the ledger what is pending");
    private final Alarm settled = new Alarm("asks the ledger whether all has ended");
    private final SessionStart start;
    private final HandedWrites writes;
    private SessionTally tally;
    private Optional<SessionStanding> standing;
    private Optional<String> end = Optional.empty();
    private boolean checkNow;
    private boolean checkedWhilePending;
    private boolean lookNow;
    private Duration untilLook = FIRST_LOOK;
    private Map<String, Object> memo = Map.of();
    private int endedAtMemo;

    /** Comes before the first signal, so that a write carried over is known when it is handed over again. */
    @WorkflowInit
    public WorkSessionWorkflowImpl(SessionStart start) {
        CarriedOver carried = start.carried();
        this.start = start;
        writes = new HandedWrites(carried, sessions, this::noteEnd);
        tally = carried.tally();
        standing = carried.standing();
        endedAtMemo = tally.ended();
        // Neither is the memo carried over, nor what was to be asked.
        lookNow = carried.continuations() > 0;
    }

    @Override
    public void run(SessionStart input) {
        check.set(start.firstCheck());
        Promise<Void> carried = writes.runCarriedOver();
        show();
        while (true) {
            Workflow.await(() -> somethingToDo() || failed(carried));
            CancellationScope.throwCanceled();
            if (failed(carried)) {
                carried.get();
            }
            if (over()) {
                break;
            }
            if (historyIsLong()) {
                continueAsNew();
            }
            if (checkDue()) {
                askWhetherEnded();
            }
            if (lookDue()) {
                askWhatIsPending();
            }
            show();
        }
        show();
        updateMemo();
    }

    @Override
    public void write(HandedWrite write) {
        if (writes.take(write)) {
            follow(write);
            look.set(untilLook);
            show();
            writes.runWaiting();
        }
    }

    @Override
    public void recheck() {
        checkNow = true;
    }

    @Override
    public SessionState state() {
        return new SessionState(
                phase(),
                tally,
                writes.unended(),
                standing,
                Stream.of(check.running(), look.running(), settled.running())
                        .flatMap(Optional::stream)
                        .min(Comparator.comparing(SessionState.Timer::due)),
                start.carried().continuations());
    }

    private String phase() {
        if (end.isPresent()) {
            return writes.allEnded() ? end.get() : "ending";
        }
        return writes.unended().stream().anyMatch(WorkSessionWorkflowImpl::isFinish) ? "finishing" : "open";
    }

    private void noteEnd(HandedWrite write, WriteEnd how) {
        tally = tally.plus(how);
        boolean landed = how == WriteEnd.LANDED;
        // The ledger knows why not.
        lookNow |= !landed;
        if (isFinish(write) && landed) {
            end = Optional.of("finished");
        } else if (isFinish(write)) {
            // The session is open again, or closed; the database knows.
            checkNow = true;
        }
        if (writes.allEnded() && pendingByTheLedger() && looksWhenSettled()) {
            settled.set(UNTIL_SETTLED);
        }
        show();
        if (tally.ended() - endedAtMemo >= WRITES_BETWEEN_MEMOS) {
            updateMemo();
        }
    }

    private boolean somethingToDo() {
        return CancellationScope.current().isCancelRequested() || over() || historyIsLong() || checkDue() || lookDue();
    }

    private boolean over() {
        return end.isPresent() && writes.allEnded();
    }

    private boolean historyIsLong() {
        return Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.getInfo().getHistoryLength() >= start.eventLimit();
    }

    private boolean checkDue() {
        return end.isEmpty() && (checkNow || check.rings());
    }

    private boolean lookDue() {
        return lookNow || look.rings() || settled.rings();
    }

    private static boolean looksWhenSettled() {
        return Workflow.getVersion(LOOK_WHEN_SETTLED, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    /**
     * Goes on in a new history. No write may be attempted by both runs at once: attempts come to their end, and what waits
     * for its next attempt is called back. A signal that comes meanwhile is kept among the unended; one that comes too late
     * for that makes Temporal refuse this end and tell the signal first.
     */
    private void continueAsNew() {
        writes.stop();
        if (!Workflow.await(MOST_ATTEMPTS_ARE_OVER, writes::still)) {
            writes.callBack("the session goes on in a new history");
            Workflow.await(() -> writes.still() || CancellationScope.current().isCancelRequested());
        }
        CancellationScope.throwCanceled();
        boolean askAtOnce = checkNow || end.isPresent();
        Workflow.continueAsNew(start.continued(
                askAtOnce ? Duration.ZERO : check.left(),
                new CarriedOver(
                        start.carried().continuations() + 1,
                        tally,
                        writes.unended(),
                        writes.recentlyEnded(),
                        standing)));
    }

    /** Lets the database end the session if its time is up. */
    private void askWhetherEnded() {
        checkNow = false;
        if (check.rings()) {
            check.silence();
        }
        Duration left = sessions.closeIfDue(start.sessionId());
        checkedWhilePending = somethingPending();
        if (!left.isZero()) {
            // The end only ever moves away, so where the alarm is still set it rings soon enough.
            check.set(left);
        } else if (end.isEmpty()) {
            SessionStanding last = sessions.standing(start.sessionId());
            standing = Optional.of(last);
            end = Optional.of(last.state());
        }
    }

    private void askWhatIsPending() {
        boolean allMayHaveEnded = settled.rings();
        boolean asked = lookNow || allMayHaveEnded;
        lookNow = false;
        if (allMayHaveEnded) {
            settled.silence();
        }
        if (look.rings()) {
            look.silence();
        }
        if (asked || somethingPending()) {
            standing = Optional.of(sessions.standing(start.sessionId()));
            updateMemo();
        }
        if (allMayHaveEnded && !somethingPending() && checkedWhilePending) {
            // It may have waited for just that, past its time.
            checkNow = true;
        }
        if (somethingPending()) {
            Duration twice = untilLook.multipliedBy(2);
            untilLook = twice.compareTo(RAREST_LOOK) < 0 ? twice : RAREST_LOOK;
            look.set(untilLook);
        } else {
            untilLook = FIRST_LOOK;
        }
    }

    private boolean somethingPending() {
        return !writes.allEnded() || pendingByTheLedger();
    }

    private boolean pendingByTheLedger() {
        return standing.map(SessionStanding::pending).orElse(0) > 0;
    }

    /**
     * The issue a session is found by is the one it writes on: of a session on a project, the one it wrote on last. Its
     * project may have been unknown when it was opened, while Tasker was away.
     */
    private static void follow(HandedWrite write) {
        // Each change is an event, so only a change is made.
        List<SearchAttributeUpdate<?>> changes = Stream.of(
                        changed(TaskerSearchAttributes.ISSUE, write.issueKey()),
                        changed(TaskerSearchAttributes.WORKSPACE, write.workspaceSlug()),
                        changed(TaskerSearchAttributes.PROJECT, write.projectIdentifier()))
                .<SearchAttributeUpdate<?>>flatMap(Optional::stream)
                .toList();
        if (!changes.isEmpty()) {
            Workflow.upsertTypedSearchAttributes(changes.toArray(SearchAttributeUpdate<?>[]::new));
        }
    }

    private static Optional<SearchAttributeUpdate<String>> changed(
            SearchAttributeKey<String> attribute, Optional<String> value) {
        return value.filter(known ->
                        !known.equals(Workflow.getTypedSearchAttributes().get(attribute)))
                .map(attribute::valueSet);
    }

    /** Costs no event: it is read from a worker, by a query. */
    private void show() {
        Workflow.setCurrentDetails(SessionPage.markdown(start, state()));
    }

    private void updateMemo() {
        Map<String, Object> now = SessionPage.memo(state());
        if (!now.equals(memo)) {
            memo = now;
            Workflow.upsertMemo(now);
        }
        endedAtMemo = tally.ended();
    }

    private static boolean isFinish(HandedWrite write) {
        return write.tool().equals(SessionRules.FINISH);
    }

    private static boolean failed(Promise<Void> promise) {
        return promise.isCompleted() && promise.getFailure() != null;
    }
}
