package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians over rounds of what calls took as something grew. */
final class GrowthFigures {

    /** @param calls of all rounds */
    record Figure(long calls, double p50Millis, double p95Millis) {}

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
    OptionalDouble growth(Call call, long smallest, long largest, ToDoubleFunction<Figure> value) {
        NavigableMap<Long, Figure> bySize = figures.getOrDefault(call, new TreeMap<>());
        Figure first = bySize.get(smallest);
        Figure last = bySize.get(largest);
        return first == null || last == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.applyAsDouble(last) / value.applyAsDouble(first));
    }

    private static Figure figure(List<GrowthPoint> rounds) {
        return new Figure(
                rounds.stream().mapToLong(point -> point.sample().calls()).sum(),
                Median.of(
                        rounds.stream().map(point -> point.sample().p50Millis()).toList()),
                Median.of(
                        rounds.stream().map(point -> point.sample().p95Millis()).toList()));
    }
}
