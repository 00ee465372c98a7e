package dc.node.gateway.chaos.fault;

import dc.node.gateway.chaos.stack.ChaosStack;
import dc.node.gateway.chaos.stack.Victim;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Something bad that happens to the stack and is mended after a while. */
public sealed interface Fault {

    /** The kind it is counted under, such as {@code kill gateway 1}. */
    String kind();

    /** Lets it happen. */
    void strike(ChaosStack stack);

    /** Mends it; returns when what was struck answers again. */
    void mend(ChaosStack stack);

    /** How long it lasts. */
    Duration lasts();

    /** When it is mended among others of a step, lowest first: what a gateway needs to start must be there before. */
    int mendingOrder();

    /** {@code kill -9}; mended by starting the process again. */
    record Killed(Victim victim, Duration lasts) implements Fault {

        @Override
        public String kind() {
            return "kill " + victim.label();
        }

        @Override
        public void strike(ChaosStack stack) {
            stack.kill(victim);
        }

        @Override
        public void mend(ChaosStack stack) {
            stack.start(victim);
        }

        @Override
        public int mendingOrder() {
            return victim.startOrder();
        }
    }

    /**
     * {@code kill -STOP}, then {@code kill -CONT}.
     *
     * @param beyondAttempt longer than an attempt may take (start-to-close), so that Temporal gives the write to another
     *     worker while this one sleeps
     */
    record Frozen(Victim victim, Duration lasts, boolean beyondAttempt) implements Fault {

        @Override
        public String kind() {
            return (beyondAttempt ? "stop beyond an attempt: " : "stop ") + victim.label();
        }

        @Override
        public void strike(ChaosStack stack) {
            stack.freeze(victim);
        }

        @Override
        public void mend(ChaosStack stack) {
            stack.thaw(victim);
        }

        @Override
        public int mendingOrder() {
            return 0;
        }
    }

    /** What Tasker does to requests, one of the sandbox's modes. */
    enum Illness {
        DOWN,
        SLOW,
        ERROR,
        ERROR_AFTER_COMMIT,
        RATE_LIMIT,
        DROP_CONNECTION,
        GARBAGE;

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Tasker answers badly. The first request it meets it strikes for sure, whatever its rate.
     *
     * @param rate      the share of matching requests it strikes
     * @param latency   how long a struck request waits; for a rate limit, what Retry-After says
     * @param status    of the two errors
     * @param pathRegex which requests; empty: all of them, health included
     */
    record TaskerIll(
            Illness illness,
            double rate,
            Optional<Duration> latency,
            Optional<Integer> status,
            Optional<String> pathRegex,
            Duration lasts)
            implements Fault {

        private static final Duration LONG = Duration.ofMinutes(1);

        /** All requests but those after Tasker's health, which come also when no agent writes. */
        private static final String WORK = "/(issues|projects)";

        @Override
        public String kind() {
            return "Tasker " + illness.wireName() + (lasts.compareTo(LONG) > 0 ? " for over a minute" : "");
        }

        @Override
        public void strike(ChaosStack stack) {
            Map<String, Object> fault = new HashMap<>(Map.of("mode", illness.wireName()));
            latency.ifPresent(waits -> fault.put("latency_ms", waits.toMillis()));
            status.ifPresent(answered -> fault.put("status", answered));
            Map<String, Object> first = new HashMap<>(fault);
            first.putAll(Map.of("count", 1, "match", Map.of("path_regex", pathRegex.orElse(WORK))));
            stack.sandbox().addFault(first);
            fault.put("rate", rate);
            pathRegex.ifPresent(regex -> fault.put("match", Map.of("path_regex", regex)));
            stack.sandbox().addFault(fault);
        }

        /** Whether a request with this path meets it; one after Tasker's health does not count. */
        boolean fits(String path) {
            return Pattern.compile(pathRegex.orElse(WORK)).matcher(path).find();
        }

        @Override
        public void mend(ChaosStack stack) {
            stack.sandbox().clearFaults();
        }

        /** After Tasker's process has been thawed or started: only then does its control interface answer. */
        @Override
        public int mendingOrder() {
            return Victim.TASKER.startOrder() + 1;
        }
    }
}
