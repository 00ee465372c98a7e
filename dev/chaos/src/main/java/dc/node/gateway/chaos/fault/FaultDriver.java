package dc.node.gateway.chaos.fault;

import dc.node.gateway.chaos.fault.Fault.Killed;
import dc.node.gateway.chaos.fault.Fault.TaskerIll;
import dc.node.gateway.chaos.load.Journal;
import dc.node.gateway.chaos.load.Pace;
import dc.node.gateway.chaos.stack.ChaosStack;
import dc.node.gateway.chaos.stack.Sleep;
import dc.node.gateway.chaos.stack.Victim;
import dc.node.gateway.localstack.client.Sandbox.Effect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Carries out a schedule while the agents write: half of a step's writes set out before it strikes, half while it lasts. */
public final class FaultDriver {

    /** Without them a step strikes all the same. */
    private static final Duration LONGEST_WAIT_FOR_MOMENT = Duration.ofSeconds(3);

    /** For a fault of Tasker to meet a request; one that has met none by then is mended as if it had, but not counted. */
    private static final Duration LONGEST_WAIT_FOR_REQUEST = Duration.ofSeconds(10);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);

    private static final Duration BETWEEN_PORTIONS = Duration.ofMillis(250);

    /** Short: an effect's end in the ledger follows within milliseconds. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final ChaosStack stack;
    private final Pace pace;
    private final Journal journal;
    private final FaultLog log;
    private final Clock clock;
    private final Consumer<String> tell;
    private final int callsWanted;
    private final TaskerWatch watch;
    private long lastEffectSeen;

    /** Writes of the step that have not set out yet. */
    private int heldBack;

    /**
     * Does nothing yet.
     *
     * @param callsWanted how many calls shall be in flight when a fault strikes
     */
    public FaultDriver(
            ChaosStack stack,
            Pace pace,
            Journal journal,
            FaultLog log,
            Clock clock,
            Consumer<String> tell,
            int callsWanted) {
        this.stack = stack;
        this.pace = pace;
        this.journal = journal;
        this.log = log;
        this.clock = clock;
        this.tell = tell;
        this.callsWanted = callsWanted;
        this.watch = new TaskerWatch(stack);
    }

    /**
     * Carries out the steps, or as many as begin before the deadline. Everything is mended when it returns.
     *
     * @param writes how many writes set out over all steps
     */
    public void run(List<Step> steps, int writes, Instant deadline) {
        int shares = steps.stream().mapToInt(Step::shares).sum();
        int sharesGiven = 0;
        int released = 0;
        for (int i = 0; i < steps.size() && clock.instant().isBefore(deadline); i++) {
            sharesGiven += steps.get(i).shares();
            int portion = (int) ((long) writes * sharesGiven / shares) - released;
            released += portion;
            run(steps.get(i), portion);
        }
    }

    private void run(Step step, int writes) {
        heldBack = writes;
        release(writes - writes / 2);
        awaitMoment(step.moment());
        tell.accept(step.label());
        try {
            strike(step);
            releaseWhile(step.lasts());
        } finally {
            mend(step);
        }
        Sleep.during(step.calm());
    }

    private void strike(Step step) {
        boolean first = true;
        for (Fault fault : step.faults()) {
            if (!first) {
                Sleep.during(step.between());
            }
            first = false;
            if (fault instanceof TaskerIll ill) {
                strikeTasker(ill);
            } else {
                if (fault instanceof Killed killed && killed.victim() == Victim.TASKER) {
                    log.met(watch.end());
                }
                log.struck(fault.kind(), journal.faultStrikes(), clock.instant());
                fault.strike(stack);
            }
        }
    }

    /** It strikes when it meets a request. Until then writes set out, one by one. */
    private void strikeTasker(TaskerIll ill) {
        watch.begin(ill);
        Instant end = clock.instant().plus(LONGEST_WAIT_FOR_REQUEST);
        while (!watch.newestHasMet()) {
            if (!clock.instant().isBefore(end)) {
                return;
            }
            release(1);
            Sleep.during(BETWEEN_REQUESTS);
        }
        log.struck(ill.kind(), journal.faultStrikes(), clock.instant());
    }

    private void mend(Step step) {
        log.met(watch.end());
        for (Fault fault : step.inMendingOrder()) {
            fault.mend(stack);
        }
        log.mended(clock.instant());
        for (Victim dead : stack.notRunning()) {
            log.endedByItself(dead.label());
            stack.start(dead);
        }
    }

    private void releaseWhile(Duration lasts) {
        int writes = heldBack;
        long portions = Math.max(1, lasts.dividedBy(BETWEEN_PORTIONS));
        for (long portion = 1; portion <= portions; portion++) {
            int released = writes - heldBack;
            release((int) (writes * portion / portions) - released);
            Sleep.during(BETWEEN_PORTIONS);
        }
    }

    /** Lets so many writes of the step set out, or those that are left. */
    private void release(int writes) {
        int released = Math.min(writes, heldBack);
        heldBack -= released;
        pace.release(released);
    }

    private void awaitMoment(Step.Moment moment) {
        Instant end = clock.instant().plus(LONGEST_WAIT_FOR_MOMENT);
        effectsSeen();
        while (clock.instant().isBefore(end) && !hasCome(moment)) {
            Sleep.during(BETWEEN_LOOKS);
        }
    }

    private boolean hasCome(Step.Moment moment) {
        return switch (moment) {
            case CALLS_IN_FLIGHT -> journal.callsInFlight() >= callsWanted;
            case EFFECT_SEEN -> effectsSeen() && journal.callsInFlight() > 0;
        };
    }

    /** Whether Tasker has committed anything since the last look. */
    private boolean effectsSeen() {
        List<Effect> effects = stack.sandbox().effectsAfter(lastEffectSeen);
        if (effects.isEmpty()) {
            return false;
        }
        lastEffectSeen = effects.getLast().seq();
        return true;
    }
}
