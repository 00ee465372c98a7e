package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Measures;
import java.util.Map;

/** How cost grows, as Markdown: each call, the controls among them, at each size against the smallest. */
final class GrowthTable {

    private static final String HEAD = """
            | of | call | how many | calls | p50 ms | against the smallest | p95 ms | against the smallest |
            |---|---|---|---|---|---|---|---|
            """;

    private GrowthTable() {}

    static String of(GrowthFigures figures) {
        StringBuilder table = new StringBuilder(HEAD);
        figures.all()
                .forEach((call, bySize) ->
                        bySize.forEach((size, figure) -> table.append(row(call, size, figure, bySize.firstEntry()))));
        return table.toString();
    }

    private static String row(
            GrowthFigures.Call call,
            long size,
            GrowthFigures.Figure figure,
            Map.Entry<Long, GrowthFigures.Figure> smallest) {
        GrowthFigures.Figure base = smallest.getValue();
        return "| %s | %s | %,d | %,d | %s | %s | %s | %s |%n"
                .formatted(
                        call.of(),
                        Measures.title(call.measure()),
                        size,
                        figure.calls(),
                        Tables.number(figure.p50Millis()),
                        Tables.number(figure.p50Millis() / base.p50Millis()),
                        Tables.number(figure.p95Millis()),
                        Tables.number(figure.p95Millis() / base.p95Millis()));
    }
}
