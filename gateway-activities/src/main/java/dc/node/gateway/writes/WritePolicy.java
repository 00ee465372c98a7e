package dc.node.gateway.writes;

import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** The numbers of a write's life in Temporal, the same for a write that stands alone and for one in a session. */
public final class WritePolicy {

    /** One attempt, from the moment Temporal hands it to a worker. */
    public static final Duration START_TO_CLOSE = Duration.ofSeconds(20);

    /** All attempts together, from acceptance. */
    public static final Duration SCHEDULE_TO_CLOSE = Duration.ofDays(7);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

    /** However long Tasker asks us to stay away: a retry beyond schedule-to-close would end the activity at once. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);

    private WritePolicy() {}

    /** What is left of {@link #SCHEDULE_TO_CLOSE}. A write that waited all of it for Temporal still gets one attempt. */
    public static Duration timeLeft(Instant acceptedAt, Instant now) {
        Duration left = SCHEDULE_TO_CLOSE.minus(Duration.between(acceptedAt, now));
        return left.compareTo(START_TO_CLOSE) > 0 ? left : START_TO_CLOSE;
    }

    /** One second, doubling to ten, for as long as {@link #SCHEDULE_TO_CLOSE} allows. */
    public static RetryOptions retries() {
        return RetryOptions.newBuilder()
                .setInitialInterval(FIRST_RETRY)
                .setBackoffCoefficient(2)
                .setMaximumInterval(SLOWEST_RETRY)
                .build();
    }

    /** After something that will not last; with jitter, so that all who waited do not come back at once. */
    static Duration soon() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(500, 2_500));
    }

    /** How long to stay away when Tasker names a time. */
    static Duration capped(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
    }

    /** How long Temporal will wait after this attempt, told to the operator. */
    static Duration retryAfter(int attempt) {
        Duration backoff = FIRST_RETRY.multipliedBy(1L << Math.min(attempt - 1, 10));
        return backoff.compareTo(SLOWEST_RETRY) < 0 ? backoff : SLOWEST_RETRY;
    }
}
