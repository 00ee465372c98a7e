package dc.node.gateway.chaos.fault;

import dc.node.gateway.chaos.fault.Fault.Frozen;
import dc.node.gateway.chaos.fault.Fault.Illness;
import dc.node.gateway.chaos.fault.Fault.Killed;
import dc.node.gateway.chaos.fault.Fault.TaskerIll;
import dc.node.gateway.chaos.fault.Step.Moment;
import dc.node.gateway.chaos.stack.Victim;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Which faults strike, in which order: a function of the seed and the number. Every third step is a
 * pair; once every kind has struck alone, all are. A long one holds an outage that outlasts a minute.
 *
 * <p>One thing is left out on purpose: a Tasker that commits a change more than six seconds after it was asked, when the
 * gateway has hung up. Without an {@code external_id}, nothing could keep such a call from taking effect twice; so only
 * creates and comments are made that slow.
 */
public final class Schedule {

    /** An attempt may take 20 s; a gateway is stopped for longer than that. */
    private static final Duration BEYOND_ATTEMPT = Duration.ofSeconds(26);

    /** Those long stops are few: every so many faults, and none in a short run. */
    private static final int FAULTS_PER_LONG_STOP = 20;

    /** In a run this long, writes of unknown outcome stay so for over a minute, once. */
    private static final int FAULTS_OF_LONG_RUN = 40;

    private static final Duration OUTAGE = Duration.ofSeconds(70);

    /** Before a first attempt that had no answer is repeated, a second later. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private static final String STATE_SETTING = "/(move|labels|assignees)$";

    private static final String CREATES_AND_COMMENTS = "/(issues|comments)$";

    private final Random random;
    private int gatewaysStopped;

    private Schedule(long seed) {
        this.random = new Random(seed);
    }

    /** The schedule of a seed; a pair counts as two faults. */
    public static List<Step> of(long seed, int faults) {
        return new Schedule(seed).steps(faults);
    }

    private List<Step> steps(int faults) {
        int longStops = faults / FAULTS_PER_LONG_STOP;
        List<Step> outages = faults >= FAULTS_OF_LONG_RUN ? List.of(unknownOutcomes()) : List.of();
        List<Step> steps = new ArrayList<>();
        Deque<Step> alone = shuffled(alone());
        Deque<Step> pairs = shuffled(pairs());
        for (int left = faults - longStops - 2 * outages.size();
                left > 0;
                left -= steps.getLast().faults().size()) {
            boolean pairIsDue = alone.isEmpty() || steps.size() % 3 == 2;
            steps.add(pairIsDue && left > 1 ? next(pairs, this::pairs) : next(alone, this::alone));
        }
        for (int i = 0; i < longStops; i++) {
            steps.add(random.nextInt(steps.size() + 1), longStop());
        }
        outages.forEach(outage -> steps.add(random.nextInt(steps.size() + 1), outage));
        return List.copyOf(steps);
    }

    private Step next(Deque<Step> deck, Supplier<List<Step>> anew) {
        if (deck.isEmpty()) {
            deck.addAll(shuffled(anew.get()));
        }
        return deck.removeFirst();
    }

    private Deque<Step> shuffled(List<Step> steps) {
        List<Step> inAnyOrder = new ArrayList<>(steps);
        Collections.shuffle(inAnyOrder, random);
        return new ArrayDeque<>(inAnyOrder);
    }

    private List<Step> alone() {
        List<Step> steps = new ArrayList<>();
        for (Victim victim : Victim.values()) {
            steps.add(single(killed(victim), victim.isGateway() ? Moment.EFFECT_SEEN : Moment.CALLS_IN_FLIGHT));
        }
        for (Victim victim : List.of(Victim.POSTGRES, Victim.TEMPORAL, Victim.TASKER)) {
            steps.add(single(stopped(victim), Moment.CALLS_IN_FLIGHT));
        }
        for (Illness illness : Illness.values()) {
            steps.add(single(ill(illness), Moment.CALLS_IN_FLIGHT));
        }
        return steps;
    }

    private List<Step> pairs() {
        return List.of(
                // Tasker commits, the ledger cannot be told, the gateway that did it dies.
                pair(stopped(Victim.POSTGRES), killed(anyGateway())),
                pair(stopped(Victim.POSTGRES), killed(Victim.TEMPORAL)),
                // The ledger has the end, Temporal cannot be told, the gateway dies.
                pair(stopped(Victim.TEMPORAL), killed(Victim.GATEWAY_1)),
                pair(stopped(Victim.TEMPORAL), killed(Victim.GATEWAY_2)),
                // Attempts take long, so that the kill falls into them.
                pair(ill(Illness.SLOW), killed(anyGateway())),
                pair(ill(Illness.DROP_CONNECTION), killed(anyGateway())),
                pair(ill(Illness.DROP_CONNECTION), killed(Victim.POSTGRES)),
                pair(ill(Illness.ERROR_AFTER_COMMIT), killed(Victim.TEMPORAL)),
                pair(ill(Illness.ERROR_AFTER_COMMIT), stopped(Victim.POSTGRES)),
                pair(ill(Illness.ERROR_AFTER_COMMIT), ill(Illness.DROP_CONNECTION)),
                pair(ill(Illness.RATE_LIMIT), ill(Illness.GARBAGE)),
                pair(ill(Illness.GARBAGE), killed(Victim.TASKER)),
                pair(ill(Illness.DOWN), killed(anyGateway())),
                pair(ill(Illness.DOWN), killed(Victim.TEMPORAL)),
                pair(ill(Illness.ERROR), stopped(Victim.TEMPORAL)),
                pair(killed(Victim.GATEWAY_1), killed(Victim.GATEWAY_2)),
                pair(killed(Victim.TEMPORAL), killed(Victim.POSTGRES)),
                pair(killed(Victim.TASKER), killed(anyGateway())),
                pair(killed(Victim.TASKER), killed(Victim.TEMPORAL)),
                pair(killed(Victim.POSTGRES), killed(anyGateway())));
    }

    /** In turn, so that both are stopped. */
    private Step longStop() {
        Victim gateway = gatewaysStopped++ % 2 == 0 ? Victim.GATEWAY_1 : Victim.GATEWAY_2;
        return single(new Frozen(gateway, BEYOND_ATTEMPT, true), Moment.CALLS_IN_FLIGHT);
    }

    /** Tasker commits moves, labels and assignees and says it failed; then nobody can ask it for over a minute. */
    private Step unknownOutcomes() {
        Fault failing = new TaskerIll(
                Illness.ERROR_AFTER_COMMIT,
                1,
                Optional.empty(),
                Optional.of(500),
                Optional.of(STATE_SETTING),
                millis(3_000, 7_000));
        Fault down = new TaskerIll(Illness.DOWN, 1, Optional.empty(), Optional.empty(), Optional.empty(), OUTAGE);
        return new Step(List.of(failing, down), Moment.CALLS_IN_FLIGHT, AT_ONCE, calm());
    }

    private Step single(Fault fault, Moment moment) {
        return new Step(List.of(fault), moment, Duration.ZERO, calm());
    }

    private Step pair(Fault first, Fault second) {
        Moment moment = random.nextInt(3) == 0 ? Moment.EFFECT_SEEN : Moment.CALLS_IN_FLIGHT;
        return new Step(List.of(first, second), moment, millis(100, 900), calm());
    }

    private Fault killed(Victim victim) {
        return new Killed(victim, millis(500, 4_000));
    }

    private Fault stopped(Victim victim) {
        return new Frozen(victim, millis(2_000, victim == Victim.TASKER ? 4_000 : 5_000), false);
    }

    private Fault ill(Illness illness) {
        return switch (illness) {
            case DOWN -> ill(illness, 1, Optional.empty(), Optional.empty(), Optional.empty());
            case SLOW -> slow();
            case ERROR, ERROR_AFTER_COMMIT -> {
                int status = List.of(500, 502, 503, 504).get(random.nextInt(4));
                yield ill(illness, rate(), Optional.empty(), Optional.of(status), Optional.empty());
            }
            case RATE_LIMIT ->
                ill(illness, rate(), Optional.of(millis(1_000, 3_000)), Optional.empty(), Optional.empty());
            case DROP_CONNECTION, GARBAGE -> ill(illness, rate(), Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    private Fault slow() {
        boolean beyondOneCall = random.nextInt(3) == 0;
        return beyondOneCall
                ? ill(
                        Illness.SLOW,
                        rate(),
                        Optional.of(millis(6_500, 8_500)),
                        Optional.empty(),
                        Optional.of(CREATES_AND_COMMENTS))
                : ill(Illness.SLOW, rate(), Optional.of(millis(400, 2_500)), Optional.empty(), Optional.empty());
    }

    private Fault ill(
            Illness illness,
            double rate,
            Optional<Duration> latency,
            Optional<Integer> status,
            Optional<String> pathRegex) {
        return new TaskerIll(illness, rate, latency, status, pathRegex, millis(3_000, 7_000));
    }

    /** From a third to most of the requests. */
    private double rate() {
        return (3 + random.nextInt(6)) / 10.0;
    }

    private Victim anyGateway() {
        return random.nextBoolean() ? Victim.GATEWAY_1 : Victim.GATEWAY_2;
    }

    private Duration calm() {
        return millis(500, 2_000);
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least));
    }
}
