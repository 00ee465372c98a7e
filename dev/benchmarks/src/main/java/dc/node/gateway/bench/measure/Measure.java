package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import java.time.Duration;

/** One kind of call that is measured. */
public interface Measure {

    /** A letter or a peer's name, as options and reports have it. */
    String id();

    /** What it is, for a table. */
    default String title() {
        return Measures.title(id());
    }

    /** Whether it is measured with so many callers. */
    default boolean takes(int callers) {
        return true;
    }

    /** Runs a closed loop of so many callers for this long. */
    Sample run(int callers, Duration time) throws InterruptedException;
}
