package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.measure.Measures.BARE;
import static dc.node.gateway.bench.measure.Measures.DIRECT;
import static dc.node.gateway.bench.measure.Measures.READ;
import static dc.node.gateway.bench.measure.Measures.REPLAY;
import static dc.node.gateway.bench.measure.Measures.SESSION;
import static dc.node.gateway.bench.measure.Measures.UNTUNED;
import static dc.node.gateway.bench.measure.Measures.WRITE;

import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.report.Figures.Figure;
import dc.node.gateway.bench.report.Limit.Found;
import dc.node.gateway.bench.stack.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

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
        this.figures = new Figures(results.cells());
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
        limits.addAll(new GrowthLimits(results).all());
        limits.add(Limit.atMost("the gateway's start", "s", 6, start()));
        limits.add(Limit.atMost(
                "the gateway's resident memory at 64 callers, the most of all rounds", "MiB", 381, memory()));
        return limits;
    }

    /**
     * What a change must not break, with room for a noisy machine: on an idle one reads reach 0.03 of the rate of direct calls, and
     * writes 0.7 of the rate of bare activities in 1.7 times their time. Reads are not judged with one caller, for then a direct call
     * takes ten microseconds or sixty, as the processor sleeps between two or not.
     */
    List<Limit> guards() {
        return List.of(
                Limit.atLeast(
                        "reads against direct calls, 16 callers, rate",
                        "",
                        0.012,
                        ratio(READ, DIRECT, SOME, Figure::callsPerSecond)),
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
        Found found = results.plan().peers().stream()
                .filter(peer -> peer.startsWith(id))
                .map(peer -> ratio(READ, peer, SOME, Figure::callsPerSecond))
                .findFirst()
                .orElse(new Found(OptionalDouble.empty(), false));
        return Limit.atLeast("reads against %s, 16 callers, rate".formatted(name), "", least, found);
    }

    private Found start() {
        List<Double> starts = results.startSeconds();
        return new Found(
                starts.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(starts)),
                results.plan().starts() > 0);
    }

    private Found memory() {
        Plan plan = results.plan();
        return new Found(
                // Not a median: it is the most that counts.
                results.cells().stream()
                        .filter(cell -> cell.callers() == MANY && Measures.ofTheGateway(cell.measure()))
                        .map(cell -> cell.residentMebibytes().get(Usage.GATEWAY))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max(),
                plan.callers().contains(MANY) && plan.measures().stream().anyMatch(Measures::ofTheGateway));
    }

    private Found value(String measure, int callers, ToDoubleFunction<Figure> value) {
        return new Found(of(measure, callers, value), results.plan().includes(callers, measure));
    }

    private Found ratio(String measure, String base, int callers, ToDoubleFunction<Figure> value) {
        return both(measure, base, callers, value, (top, bottom) -> top / bottom);
    }

    private Found over(String measure, String base, ToDoubleFunction<Figure> value) {
        return both(measure, base, ONE, value, (more, less) -> more - less);
    }

    private Found both(
            String measure, String base, int callers, ToDoubleFunction<Figure> value, DoubleBinaryOperator compared) {
        OptionalDouble first = of(measure, callers, value);
        OptionalDouble second = of(base, callers, value);
        return new Found(
                first.isPresent() && second.isPresent()
                        ? OptionalDouble.of(compared.applyAsDouble(first.getAsDouble(), second.getAsDouble()))
                        : OptionalDouble.empty(),
                results.plan().includes(callers, measure, base));
    }

    private OptionalDouble of(String measure, int callers, ToDoubleFunction<Figure> value) {
        return figures.of(measure, callers).stream().mapToDouble(value).findFirst();
    }
}
