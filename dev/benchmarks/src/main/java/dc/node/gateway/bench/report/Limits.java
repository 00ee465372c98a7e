package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.measure.Measures.BARE;
import static dc.node.gateway.bench.measure.Measures.DIRECT;
import static dc.node.gateway.bench.measure.Measures.READ;
import static dc.node.gateway.bench.measure.Measures.REPLAY;
import static dc.node.gateway.bench.measure.Measures.SESSION;
import static dc.node.gateway.bench.measure.Measures.UNTUNED;
import static dc.node.gateway.bench.measure.Measures.WRITE;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.report.Figures.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What the figures of a run must keep within: ratios and differences of that very run. */
final class Limits {

    private static final int ONE = 1;
    private static final int SOME = 16;
    private static final int MANY = 64;
    private static final String MILLIS = "ms";

    private final Results results;
    private final Figures figures;

    Limits(Results results) {
        this.results = results;
        this.figures = Figures.of(results.cells());
    }

    /** What the gateway promises of its speed, on two cores. */
    List<Limit> promises() {
        List<Limit> limits = new ArrayList<>();
        limits.add(Limit.atMost(
                "a read over the direct call, 1 caller, p50", MILLIS, 0.8, over(READ, DIRECT, Figure::p50Millis)));
        limits.add(Limit.atMost(
                "a read over the direct call, 1 caller, p99", MILLIS, 4, over(READ, DIRECT, Figure::p99Millis)));
        limits.add(peer("toolhive", "ToolHive's vMCP", 4));
        limits.add(peer("fastmcp", "the FastMCP proxy", 4));
        limits.add(peer("mcp-proxy", "the plain Rust proxy", 0.6));
        limits.add(Limit.atMost(
                "a write against the bare activity, 1 caller, p50",
                "",
                0.85,
                ratio(WRITE, BARE, ONE, Figure::p50Millis)));
        limits.add(Limit.atLeast(
                "a write against the bare activity, 16 callers, rate",
                "",
                0.95,
                ratio(WRITE, BARE, SOME, Figure::callsPerSecond)));
        limits.add(Limit.atMost(
                "a write against the bare activity on an untuned server, 1 caller, p50",
                "",
                0.4,
                ratio(WRITE, UNTUNED, ONE, Figure::p50Millis)));
        limits.add(Limit.atLeast(
                "a comment in a session against the bare activity, 16 callers, rate",
                "",
                1.7,
                ratio(SESSION, BARE, SOME, Figure::callsPerSecond)));
        limits.add(Limit.atMost(
                "a comment in a session against the bare activity, 1 caller, p50",
                "",
                1,
                ratio(SESSION, BARE, ONE, Figure::p50Millis)));
        limits.add(Limit.atMost("a replay, 1 caller, p50", MILLIS, 3, value(REPLAY, ONE, Figure::p50Millis)));
        limits.addAll(growth());
        limits.add(Limit.atMost(
                "the gateway's start",
                "s",
                6,
                results.startSeconds().isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Median.of(results.startSeconds()))));
        limits.add(Limit.atMost("the gateway's resident memory at 64 callers", "MiB", 381, memory()));
        return limits;
    }

    /**
     * What a change must not break, with room for a noisy machine. The direct call takes some ten microseconds, so that a read takes
     * some hundred times as long.
     */
    List<Limit> guards() {
        return List.of(
                Limit.atLeast(
                        "reads against direct calls, 16 callers, rate",
                        "",
                        0.006,
                        ratio(READ, DIRECT, SOME, Figure::callsPerSecond)),
                Limit.atMost(
                        "a read against the direct call, 1 caller, p50",
                        "",
                        300,
                        ratio(READ, DIRECT, ONE, Figure::p50Millis)),
                Limit.atLeast(
                        "writes against bare activities, 16 callers, rate",
                        "",
                        0.5,
                        ratio(WRITE, BARE, SOME, Figure::callsPerSecond)),
                Limit.atMost(
                        "a write against the bare activity, 1 caller, p50",
                        "",
                        2.5,
                        ratio(WRITE, BARE, ONE, Figure::p50Millis)));
    }

    /** @param id how its name begins */
    private Limit peer(String id, String name, double least) {
        OptionalDouble found = results.titles().keySet().stream()
                .filter(measure -> measure.startsWith(id))
                .map(measure -> ratio(READ, measure, SOME, Figure::callsPerSecond))
                .findFirst()
                .orElse(OptionalDouble.empty());
        return Limit.atLeast("reads against %s, 16 callers, rate".formatted(name), "", least, found);
    }

    /** The largest growth of each kind of call, whatever there was more of. */
    private List<Limit> growth() {
        Map<String, Map<String, List<GrowthPoint>>> byKind = results.growth().stream()
                .collect(Collectors.groupingBy(
                        GrowthPoint::of,
                        TreeMap::new,
                        Collectors.groupingBy(GrowthPoint::measure, TreeMap::new, Collectors.toList())));
        List<Limit> limits = new ArrayList<>();
        byKind.forEach((kind, byMeasure) -> byMeasure.forEach((measure, points) -> limits.add(Limit.atMost(
                "%s: the slowest of all numbers of %s against the smallest, 1 caller, p50"
                        .formatted(Measures.title(measure), kind),
                "",
                1.5,
                OptionalDouble.of(growth(points))))));
        return limits;
    }

    private static double growth(List<GrowthPoint> points) {
        List<Double> sizes = points.stream()
                .collect(Collectors.groupingBy(GrowthPoint::size, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofSize -> Median.of(
                        ofSize.stream().map(point -> point.sample().p50Millis()).toList()))
                .toList();
        return sizes.stream().max(Comparator.naturalOrder()).orElseThrow() / sizes.getFirst();
    }

    private OptionalDouble memory() {
        return results.titles().keySet().stream()
                .map(measure -> figures.of(measure, MANY))
                .flatMap(Optional::stream)
                .map(Figure::gatewayMebibytes)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .max();
    }

    private OptionalDouble value(String measure, int callers, ToDoubleFunction<Figure> value) {
        return figures.of(measure, callers).stream().mapToDouble(value).findFirst();
    }

    private OptionalDouble ratio(String measure, String base, int callers, ToDoubleFunction<Figure> value) {
        OptionalDouble top = value(measure, callers, value);
        OptionalDouble bottom = value(base, callers, value);
        return top.isPresent() && bottom.isPresent()
                ? OptionalDouble.of(top.getAsDouble() / bottom.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble over(String measure, String base, ToDoubleFunction<Figure> value) {
        OptionalDouble more = value(measure, ONE, value);
        OptionalDouble less = value(base, ONE, value);
        return more.isPresent() && less.isPresent()
                ? OptionalDouble.of(more.getAsDouble() - less.getAsDouble())
                : OptionalDouble.empty();
    }
}
