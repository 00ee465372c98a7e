package dc.node.gateway.bench.measure;

import dc.node.gateway.bench.load.Sample;
import java.util.Map;
import java.util.Optional;

/**
 * One measure, once, with one number of callers.
 *
 * @param round      from 1
 * @param cpuSeconds processor time of each process during it
 * @param gatewayRss resident MiB of the gateway at its end
 */
public record Cell(
        String measure,
        int callers,
        int round,
        Sample sample,
        Map<String, Double> cpuSeconds,
        Optional<Double> gatewayRss) {}
