package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import java.util.Map;

/**
 * One measure, once, with one number of callers.
 *
 * @param round             from 1
 * @param cpuSeconds        processor time of each process during it
 * @param residentMebibytes of each process at its end
 */
public record Cell(
        String measure,
        int callers,
        int round,
        Sample sample,
        Map<String, Double> cpuSeconds,
        Map<String, Double> residentMebibytes) {}
