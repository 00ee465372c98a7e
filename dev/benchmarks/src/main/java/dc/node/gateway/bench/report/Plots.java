package dc.node.gateway.bench.report;

import dc.node.gateway.bench.report.Figures.Figure;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/**
 * Results as bars. Reads and writes differ by two orders of magnitude, so each kind has its own scale. In PNG: the library's SVG has
 * every letter as an outline, is ten times as large and differs each time.
 */
final class Plots {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;
    private static final int DOTS_PER_INCH = 144;
    private static final Set<String> WRITES = Set.of("c", "d", "e", "u");
    private static final Set<String> ASIDE = Set.of("a", "u");

    private final Results results;
    private final Figures figures;

    Plots(Results results) {
        this.results = results;
        this.figures = new Figures(results.cells());
    }

    void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        plot(folder, "performance-reads-rate", "Reads a second", false, Figure::callsPerSecond);
        plot(folder, "performance-reads-p50", "Reads: p50 in ms", false, Figure::p50Millis);
        plot(folder, "performance-writes-rate", "Writes a second", true, Figure::callsPerSecond);
        plot(folder, "performance-writes-p50", "Writes: p50 in ms", true, Figure::p50Millis);
    }

    private void plot(Path folder, String name, String title, boolean writes, ToDoubleFunction<Figure> value) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("concurrent callers")
                .build();
        chart.getStyler().setPlotBorderVisible(false).setChartBackgroundColor(Color.WHITE);
        int series = 0;
        for (Map.Entry<String, String> measure : results.plan().titles().entrySet()) {
            // Direct calls would dwarf all others, and the untuned server is measured with one caller only.
            if (WRITES.contains(measure.getKey()) == writes && !ASIDE.contains(measure.getKey())) {
                series += add(chart, measure.getKey(), measure.getValue(), value);
            }
        }
        try {
            if (series == 0) {
                // One of an earlier run would be taken for this one's.
                Files.deleteIfExists(folder.resolve(name + ".png"));
                return;
            }
            BitmapEncoder.saveBitmapWithDPI(chart, folder.resolve(name).toString(), BitmapFormat.PNG, DOTS_PER_INCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many series were added. */
    private int add(CategoryChart chart, String id, String title, ToDoubleFunction<Figure> value) {
        List<String> callers = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int number : figures.callers()) {
            figures.of(id, number).ifPresent(figure -> {
                callers.add(Integer.toString(number));
                values.add(value.applyAsDouble(figure));
            });
        }
        if (callers.isEmpty()) {
            return 0;
        }
        chart.addSeries(id + ": " + title, callers, values);
        return 1;
    }
}
