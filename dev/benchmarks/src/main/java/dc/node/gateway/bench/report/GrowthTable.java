package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.report.GrowthFigures.Figure;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How cost grows, as Markdown: each call, the controls among them, at each size against the smallest. */
final class GrowthTable {

    private static final String HEAD = """
            | of | call | how many | calls | p50 ms | of smallest | p95 ms | of smallest | p99 ms | of smallest | gateway's CPU ms | of smallest | its MiB | of smallest |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private GrowthTable() {}

    static String of(GrowthFigures figures) {
        StringBuilder table = new StringBuilder(HEAD);
        figures.all()
                .forEach((call, bySize) ->
                        bySize.forEach((size, figure) -> table.append(row(call, size, figure, bySize.firstEntry()))));
        return table.toString();
    }

    private static String row(GrowthFigures.Call call, long size, Figure figure, Map.Entry<Long, Figure> smallest) {
        return "| %s | %s | %,d | %,d |%s%s%s%s%s%n"
                .formatted(
                        call.of(),
                        Measures.title(call.measure()),
                        size,
                        figure.calls(),
                        columns(figure, smallest.getValue(), each -> OptionalDouble.of(each.p50Millis())),
                        columns(figure, smallest.getValue(), each -> OptionalDouble.of(each.p95Millis())),
                        columns(figure, smallest.getValue(), each -> OptionalDouble.of(each.p99Millis())),
                        // What it does meanwhile, where it has no part, is no cost of these calls.
                        columns(
                                figure,
                                smallest.getValue(),
                                each -> Measures.ofTheGateway(call.measure())
                                        ? OptionalDouble.of(each.cpuMillis())
                                        : OptionalDouble.empty()),
                        columns(figure, smallest.getValue(), Figure::mebibytes));
    }

    /** A figure, and how many times that of the smallest size it is. */
    private static String columns(Figure figure, Figure smallest, Function<Figure, OptionalDouble> value) {
        return " %s | %s |"
                .formatted(
                        text(value.apply(figure)),
                        text(GrowthFigures.growth(Optional.of(smallest), Optional.of(figure), value)));
    }

    private static String text(OptionalDouble number) {
        return number.isPresent() ? Tables.number(number.getAsDouble()) : "";
    }
}
