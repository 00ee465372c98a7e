package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.stack.BareProcess;
import java.time.Duration;
import java.util.Map;

/**
 * Standalone Activities with no gateway in front.
 *
 * @param mostCallers with more it is not measured
 */
record BareMeasure(String id, BareProcess bare, int mostCallers) implements Measure {

    @Override
    public boolean takes(int callers) {
        return callers <= mostCallers;
    }

    @Override
    public Map<String, Long> processes() {
        return bare.processes();
    }

    @Override
    public Sample run(int callers, Duration time) {
        return bare.run(callers, time);
    }
}
