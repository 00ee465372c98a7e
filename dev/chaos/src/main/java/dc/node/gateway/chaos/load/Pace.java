package dc.node.gateway.chaos.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets the agents' writes set out in portions, so that there are some at every fault. */
public final class Pace {

    /** Fair: no agent is left behind. */
    private final Semaphore permits = new Semaphore(0, true);

    /** So many more writes may set out. */
    public void release(int writes) {
        permits.release(writes);
    }

    /**
     * Waits until one more write may set out; false when the limit has passed.
     *
     * @throws InterruptedException when the run ends
     */
    boolean await(Duration limit) throws InterruptedException {
        return permits.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
