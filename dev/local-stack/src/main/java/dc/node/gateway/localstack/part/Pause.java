package dc.node.gateway.localstack.part;

import dc.node.gateway.localstack.data.LocalStackException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for another process, with a limit. */
public final class Pause {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Pause() {}

    /** Looks until the condition holds or the time is over; tells whether it holds. */
    public static boolean until(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            between();
        }
        return true;
    }

    private static void between() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("Interrupted while waiting for a part of the stack.", e);
        }
    }
}
