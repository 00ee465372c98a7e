package dc.node.gateway.mcp;

import java.time.Duration;

/** For how long the calls of a batch may wait for their writes, all together. */
final class Patience {

    /** By {@link System#nanoTime}. */
    private final long end;

    /** Begins now. */
    Patience(Duration longest) {
        this.end = System.nanoTime() + longest.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }
}
