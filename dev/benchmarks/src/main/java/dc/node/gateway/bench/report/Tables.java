package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.measure.Recovery;
import dc.node.gateway.bench.report.Figures.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results as Markdown. */
final class Tables {

    private static final String NOT_MEASURED = "Not measured in this run.\n";

    private final Results results;
    private final Figures figures;

    Tables(Results results) {
        this.results = results;
        this.figures = Figures.of(results.cells());
    }

    String environment() {
        Environment environment = results.environment();
        StringJoiner versions = new StringJoiner(", ");
        environment.versions().forEach((part, version) -> versions.add(part + " " + version));
        return """
                %s, commit %s. %s, %d cores, %.0f GiB; %s; %s; %s. Seed %d, %d rounds, %s s for each figure in each.
                """.formatted(
                        environment.at().toString().substring(0, 16).replace('T', ' ') + " UTC",
                        environment.commit(),
                        environment.processor(),
                        environment.cores(),
                        environment.memoryGibibytes(),
                        environment.system(),
                        environment.java(),
                        versions,
                        results.seed(),
                        results.rounds(),
                        number(results.seconds()));
    }

    static String limits(List<Limit> limits) {
        StringBuilder table = new StringBuilder("| what | limit | found | |\n|---|---|---|---|\n");
        limits.forEach(limit -> table.append("| %s | %s | %s | %s |%n"
                .formatted(limit.what(), limit.boundText(), limit.foundText(), limit.verdict())));
        return table.toString();
    }

    String figures() {
        StringBuilder table = new StringBuilder("""
                | | | callers | p50 ms | p95 ms | p99 ms | a second | gateway CPU s per 1,000 | gateway MiB |
                |---|---|---|---|---|---|---|---|---|
                """);
        results.titles()
                .forEach((id, title) -> figures.callers()
                        .forEach(callers -> figures.of(id, callers)
                                .ifPresent(figure -> table.append(row(id, title, callers, figure)))));
        return table.toString();
    }

    String recoveries() {
        if (results.recoveries().isEmpty()) {
            return NOT_MEASURED;
        }
        StringBuilder table = new StringBuilder(
                "| away | writes queued | half landed after | 95 %% | all |%n|---|---|---|---|---|%n".formatted());
        results.recoveries().stream()
                .collect(Collectors.groupingBy(Recovery::part, TreeMap::new, Collectors.toList()))
                .forEach((part, rounds) -> table.append("| %s | %d | %s s | %s s | %s s |%n"
                        .formatted(
                                part,
                                rounds.getFirst().landingMillis().size(),
                                landed(rounds, 0.5),
                                landed(rounds, 0.95),
                                landed(rounds, 1))));
        return table.toString();
    }

    String growth() {
        if (results.growth().isEmpty()) {
            return NOT_MEASURED;
        }
        StringBuilder table = new StringBuilder(
                "| of | how many | call | p50 ms | p95 ms | p50 against the smallest |%n|---|---|---|---|---|---|%n"
                        .formatted());
        Map<String, List<GrowthPoint>> byPoint = results.growth().stream()
                .collect(Collectors.groupingBy(
                        point -> "| %s | %,d | %s |"
                                .formatted(point.of(), point.size(), Measures.title(point.measure())),
                        java.util.LinkedHashMap::new,
                        Collectors.toList()));
        Map<String, Double> smallest = new HashMap<>();
        byPoint.forEach((point, rounds) -> {
            GrowthPoint first = rounds.getFirst();
            double p50 = Median.of(
                    rounds.stream().map(round -> round.sample().p50Millis()).toList());
            // Sizes come in their order.
            double base = smallest.computeIfAbsent(first.of() + first.measure(), none -> p50);
            table.append("%s %s | %s | %s |%n"
                    .formatted(
                            point,
                            number(p50),
                            number(Median.of(rounds.stream()
                                    .map(round -> round.sample().p95Millis())
                                    .toList())),
                            number(p50 / base)));
        });
        return table.toString();
    }

    private static String row(String id, String title, int callers, Figure figure) {
        boolean ours = Measures.ofTheGateway(id);
        return "| %s | %s | %d | %s | %s | %s | %,.0f | %s | %s |%n"
                .formatted(
                        id,
                        title,
                        callers,
                        number(figure.p50Millis()),
                        number(figure.p95Millis()),
                        number(figure.p99Millis()),
                        figure.callsPerSecond(),
                        ours ? number(figure.gatewayCpuPerThousand()) : "",
                        figure.gatewayMebibytes()
                                .filter(mebibytes -> ours)
                                .map(mebibytes -> "%.0f".formatted(mebibytes))
                                .orElse(""));
    }

    private static String landed(List<Recovery> rounds, double share) {
        return number(Median.of(rounds.stream()
                        .map(round -> Median.quantile(round.landingMillis(), share))
                        .toList())
                / 1e3);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
