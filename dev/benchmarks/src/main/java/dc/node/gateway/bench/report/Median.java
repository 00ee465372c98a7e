package dc.node.gateway.bench.report;

import java.util.Arrays;
import java.util.Collection;

/** The middle of what rounds found. */
final class Median {

    private Median() {}

    /**
     * Of an even number, the mean of the two in the middle.
     *
     * @param values at least one
     */
    static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing has no median");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The value below which this share of all lies, by nearest rank.
     *
     * @param values at least one
     * @param share  from 0 to 1
     */
    static double quantile(Collection<Double> values, double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
