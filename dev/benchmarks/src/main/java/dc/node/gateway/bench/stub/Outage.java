package dc.node.gateway.bench.stub;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Whether the stub plays dead, and when comments came in after something else had recovered. One clock for both. */
final class Outage {

    private final ConcurrentLinkedQueue<Long> landings = new ConcurrentLinkedQueue<>();
    private volatile boolean down;
    private volatile long recoveredAt;

    boolean isDown() {
        return down;
    }

    void begin() {
        down = true;
    }

    /** Ends an outage, its own or another part's: from now on counts how long each comment took. */
    void recover() {
        landings.clear();
        recoveredAt = System.nanoTime();
        down = false;
    }

    void landed() {
        landings.add(System.nanoTime());
    }

    /** Milliseconds from the recovery to each comment since. */
    List<Double> landingMillis() {
        return landings.stream().map(at -> (at - recoveredAt) / 1e6).toList();
    }
}
