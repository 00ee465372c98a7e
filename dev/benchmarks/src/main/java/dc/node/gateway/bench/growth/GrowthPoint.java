package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.load.Sample;
import java.util.Optional;

/**
 * What one kind of call took with one caller when there was so much of something.
 *
 * @param of   what there was much of
 * @param size how much
 * @param round from 1
 * @param gatewayCpuSeconds       processor time of the gateway during it
 * @param gatewayMebibytes resident memory of the gateway at its end; empty where the system does not tell
 */
public record GrowthPoint(
        String of,
        long size,
        String measure,
        int round,
        Sample sample,
        double gatewayCpuSeconds,
        Optional<Double> gatewayMebibytes) {}
