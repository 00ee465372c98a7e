package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Cell;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Medians over rounds. */
final class Figures {

    /**
     * One measure with one number of callers.
     *
     * @param gatewayCpuPerThousand seconds of the gateway's processor time for a thousand calls
     * @param gatewayMebibytes      resident at the end of a round
     */
    record Figure(
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double callsPerSecond,
            double gatewayCpuPerThousand,
            Optional<Double> gatewayMebibytes) {}

    private final Map<String, Map<Integer, Figure>> figures;

    private Figures(Map<String, Map<Integer, Figure>> figures) {
        this.figures = figures;
    }

    static Figures of(Collection<Cell> cells) {
        return new Figures(cells.stream()
                .collect(Collectors.groupingBy(
                        Cell::measure,
                        Collectors.groupingBy(
                                Cell::callers,
                                TreeMap::new,
                                Collectors.collectingAndThen(Collectors.toList(), Figures::figure)))));
    }

    Optional<Figure> of(String measure, int callers) {
        return Optional.ofNullable(figures.get(measure)).map(byCallers -> byCallers.get(callers));
    }

    /** The numbers of callers with which anything was measured, smallest first. */
    List<Integer> callers() {
        TreeSet<Integer> all = new TreeSet<>();
        figures.values().forEach(byCallers -> all.addAll(byCallers.keySet()));
        return List.copyOf(all);
    }

    private static Figure figure(List<Cell> cells) {
        List<Double> memory =
                cells.stream().map(Cell::gatewayRss).flatMap(Optional::stream).toList();
        return new Figure(
                median(cells, cell -> cell.sample().p50Millis()),
                median(cells, cell -> cell.sample().p95Millis()),
                median(cells, cell -> cell.sample().p99Millis()),
                median(cells, cell -> cell.sample().callsPerSecond()),
                median(cells, Figures::gatewayCpuPerThousand),
                memory.isEmpty() ? Optional.empty() : Optional.of(Median.of(memory)));
    }

    private static double gatewayCpuPerThousand(Cell cell) {
        return cell.cpuSeconds().getOrDefault("gateway", 0.0)
                * 1000
                / cell.sample().calls();
    }

    private static double median(List<Cell> cells, ToDoubleFunction<Cell> value) {
        return Median.of(cells.stream().mapToDouble(value).boxed().toList());
    }
}
