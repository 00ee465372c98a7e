package dc.node.gateway.bench.growth;

import dc.node.gateway.bench.load.Sample;

/**
 * What one kind of call took with one caller when there was so much of something.
 *
 * @param of   what there was much of
 * @param size how much
 * @param round from 1
 */
public record GrowthPoint(String of, long size, String measure, int round, Sample sample) {}
