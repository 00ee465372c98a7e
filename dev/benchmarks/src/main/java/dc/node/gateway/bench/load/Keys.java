package dc.node.gateway.bench.load;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** Idempotency keys, none of them twice in a run. */
public final class Keys {

    private final AtomicLong last;

    /** @param seed where they begin; two runs on one database need seeds that are far apart */
    public Keys(long seed) {
        this.last = new AtomicLong(seed << 40);
    }

    /** Sixteen characters. */
    public String next() {
        return HexFormat.of().toHexDigits(last.incrementAndGet());
    }
}
