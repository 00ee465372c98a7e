package dc.node.gateway.bench.report;

import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.Cell;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Medians over rounds. */
final class Figures {

    /**
     * One measure with one number of callers.
     *
     * @param calls          of all rounds
     * @param cpuPerThousand seconds of processor time for a thousand calls, by process
     * @param mebibytes      resident at the end of a round, by process
     */
    record Figure(
            long calls,
            double p50Millis,
            double p95Millis,
            double p99Millis,
            double callsPerSecond,
            Map<String, Double> cpuPerThousand,
            Map<String, Double> mebibytes) {}

    /** Rounds of one measure with one number of callers. */
    private final Map<String, Map<Integer, List<Cell>>> cells;

    Figures(Collection<Cell> cells) {
        this.cells = cells.stream()
                .collect(Collectors.groupingBy(
                        Cell::measure, Collectors.groupingBy(Cell::callers, TreeMap::new, Collectors.toList())));
    }

    /** Empty where nothing was measured or a call failed: figures of calls that fail tell nothing. */
    Optional<Figure> of(String measure, int callers) {
        List<Cell> rounds = rounds(measure, callers);
        return rounds.isEmpty()
                        || !rounds.stream().allMatch(cell -> cell.sample().succeeded())
                ? Optional.empty()
                : Optional.of(figure(rounds));
    }

    /** What went wrong, in words; empty where nothing was measured or no call failed. */
    Optional<String> failure(String measure, int callers) {
        List<Cell> rounds = rounds(measure, callers);
        return rounds.stream()
                .map(Cell::sample)
                .filter(sample -> !sample.succeeded())
                .findFirst()
                .map(bad -> "failed %,d of %,d calls: %s"
                        .formatted(
                                sum(rounds, Sample::errors),
                                sum(rounds, Sample::errors) + sum(rounds, Sample::calls),
                                bad.problem().orElse("none was answered in time")));
    }

    /** The numbers of callers with which anything was measured, smallest first. */
    List<Integer> callers() {
        TreeSet<Integer> all = new TreeSet<>();
        cells.values().forEach(byCallers -> all.addAll(byCallers.keySet()));
        return List.copyOf(all);
    }

    private List<Cell> rounds(String measure, int callers) {
        return cells.getOrDefault(measure, Map.of()).getOrDefault(callers, List.of());
    }

    private static Figure figure(List<Cell> rounds) {
        return new Figure(
                sum(rounds, Sample::calls),
                median(rounds, Sample::p50Millis),
                median(rounds, Sample::p95Millis),
                median(rounds, Sample::p99Millis),
                median(rounds, Sample::callsPerSecond),
                medians(rounds, Figures::cpuPerThousand),
                medians(rounds, Cell::residentMebibytes));
    }

    private static Map<String, Double> cpuPerThousand(Cell cell) {
        Map<String, Double> all = new HashMap<>(cell.cpuSeconds());
        all.replaceAll((part, seconds) -> seconds * 1000 / cell.sample().calls());
        return all;
    }

    private static long sum(List<Cell> rounds, ToLongFunction<Sample> value) {
        return rounds.stream().map(Cell::sample).mapToLong(value).sum();
    }

    private static double median(List<Cell> rounds, ToDoubleFunction<Sample> value) {
        return Median.of(
                rounds.stream().map(Cell::sample).mapToDouble(value).boxed().toList());
    }

    private static Map<String, Double> medians(List<Cell> rounds, Function<Cell, Map<String, Double>> values) {
        return rounds.stream()
                .map(values)
                .flatMap(map -> map.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()), Median::of)));
    }
}
