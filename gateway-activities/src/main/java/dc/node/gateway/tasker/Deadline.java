package dc.node.gateway.tasker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A moment on the monotonic clock. A process that was frozen finds on waking that its time has passed, whatever happened
 * to the wall clock meanwhile.
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long end;

    private Deadline(LongSupplier nanoTime, long end) {
        this.nanoTime = nanoTime;
        this.end = end;
    }

    public static Deadline in(Duration duration) {
        return in(duration, System::nanoTime);
    }

    /** As {@link #in(Duration)}, on the given clock. */
    public static Deadline in(Duration duration, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + duration.toNanos());
    }

    /** The same deadline, earlier by the time that had passed before it was set. */
    public Deadline earlierBy(Duration passed) {
        return new Deadline(nanoTime, end - passed.toNanos());
    }

    /** The time left; zero when it has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
