package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Medians over rounds of what calls took as something grew. */
final class GrowthFigures {

    /**
     * @param calls         of all rounds
     * @param cpuMillis     of the gateway's processor time for each call
     * @param mebibytes of the gateway's resident memory; empty where the system does not tell
     */
    record Figure(
            long calls,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double cpuMillis,
            OptionalDouble mebibytes) {}

    /** What there was much of, and the measure. */
    record Call(String of, String measure) {}

    private final Map<Call, NavigableMap<Long, Figure>> figures;

    GrowthFigures(List<GrowthPoint> points) {
        this.figures = points.stream()
                .collect(Collectors.groupingBy(
                        point -> new Call(point.of(), point.measure()),
                        LinkedHashMap::new,
                        Collectors.groupingBy(
                                GrowthPoint::size,
                                () -> new TreeMap<>(),
                                Collectors.collectingAndThen(Collectors.toList(), GrowthFigures::figure))));
    }

    /** By size, smallest first. */
    Map<Call, NavigableMap<Long, Figure>> all() {
        return figures;
    }

    /** How many times as much the largest size takes as the smallest; empty when either was not measured. */
    OptionalDouble growth(Call call, long smallest, long largest, Function<Figure, OptionalDouble> value) {
        NavigableMap<Long, Figure> bySize = figures.getOrDefault(call, new TreeMap<>());
        return growth(Optional.ofNullable(bySize.get(smallest)), Optional.ofNullable(bySize.get(largest)), value);
    }

    static OptionalDouble growth(
            Optional<Figure> first, Optional<Figure> last, Function<Figure, OptionalDouble> value) {
        OptionalDouble less = first.map(value).orElse(OptionalDouble.empty());
        OptionalDouble more = last.map(value).orElse(OptionalDouble.empty());
        return less.isPresent() && more.isPresent() && less.getAsDouble() > 0
                ? OptionalDouble.of(more.getAsDouble() / less.getAsDouble())
                : OptionalDouble.empty();
    }

    private static Figure figure(List<GrowthPoint> rounds) {
        return new Figure(
                rounds.stream().mapToLong(point -> point.sample().calls()).sum(),
                median(rounds, point -> point.sample().p50Millis()),
                median(rounds, point -> point.sample().p95Millis()),
                median(rounds, point -> point.sample().p99Millis()),
                median(
                        rounds,
                        point ->
                                point.gatewayCpuSeconds() * 1e3 / point.sample().calls()),
                mebibytes(rounds));
    }

    private static double median(List<GrowthPoint> rounds, Function<GrowthPoint, Double> value) {
        return Median.of(rounds.stream().map(value).toList());
    }

    private static OptionalDouble mebibytes(List<GrowthPoint> rounds) {
        List<Double> known = rounds.stream()
                .map(GrowthPoint::gatewayMebibytes)
                .flatMap(Optional::stream)
                .toList();
        return known.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(known));
    }
}
