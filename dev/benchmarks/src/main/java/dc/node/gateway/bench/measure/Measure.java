package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.stack.Usage;
import java.time.Duration;
import java.util.Map;

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

    /** Whether its calls may fail: then that is what the run found, and it goes on. */
    default boolean mayFail() {
        return false;
    }

    /** Processes of its own by the names that {@link Usage} has, also those that stand in for parts of the stack. */
    default Map<String, Long> processes() {
        return Map.of();
    }

    /** Runs a closed loop of so many callers for this long. */
    Sample run(int callers, Duration time) throws InterruptedException;
}
