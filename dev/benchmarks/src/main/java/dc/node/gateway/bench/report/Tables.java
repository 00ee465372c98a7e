package dc.node.gateway.bench.report;

import dc.node.gateway.bench.measure.Measures;
import dc.node.gateway.bench.measure.Recovery;
import dc.node.gateway.bench.report.Figures.Figure;
import dc.node.gateway.bench.stack.Usage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results as Markdown. */
final class Tables {

    private static final String NOT_MEASURED = "Not measured in this run.\n";
    private static final List<String> ALL_PARTS = List.of(Usage.GATEWAY, Usage.TEMPORAL, Usage.POSTGRES, Usage.ITS_OWN);

    /** So much of what went wrong. */
    private static final int SHOWN = 200;

    private final Results results;
    private final Figures figures;

    Tables(Results results) {
        this.results = results;
        this.figures = new Figures(results.cells());
    }

    String environment() {
        Environment environment = results.environment();
        Plan plan = results.plan();
        StringJoiner versions = new StringJoiner(", ");
        environment.versions().forEach((part, version) -> versions.add(part + " " + version));
        return """
                %s, commit %s. %s, %d cores, %.0f GiB, %s of its processors in use in the quietest second before the start; %s; %s; %s. The gateway's Java options: %s.
                Seed %d, %d rounds, %s s for each figure in each, %s s for writes; %s s of warm-up each, %s s for writes.%s
                """.formatted(
                        environment.at().toString().substring(0, 16).replace('T', ' ') + " UTC",
                        environment.commit(),
                        environment.processor(),
                        environment.cores(),
                        environment.memoryGibibytes(),
                        environment
                                .busyBefore()
                                .map(share -> "%.0f %%".formatted(share * 100))
                                .orElse("an unknown share"),
                        environment.system(),
                        environment.java(),
                        versions,
                        environment.gatewayOptions().isEmpty()
                                ? "unknown"
                                : "`%s`".formatted(String.join(" ", environment.gatewayOptions())),
                        plan.seed(),
                        plan.rounds(),
                        number(plan.seconds()),
                        number(plan.writeSeconds()),
                        number(plan.warmUpSeconds()),
                        number(plan.warmUpOf(Measures.WRITE).toMillis() / 1e3),
                        results.finished() ? "" : " **This run was ended before its time.**");
    }

    static String limits(List<Limit> limits) {
        StringBuilder table = new StringBuilder("| what | limit | found | |\n|---|---|---|---|\n");
        limits.forEach(limit -> table.append("| %s | %s | %s | %s |%n"
                .formatted(limit.what(), limit.boundText(), limit.foundText(), limit.verdict())));
        return table.toString();
    }

    String figures() {
        StringBuilder table = new StringBuilder("""
                | | | callers | calls | p50 ms | p95 ms | p99 ms | a second |
                |---|---|---|---|---|---|---|---|
                """);
        results.plan().titles().forEach((id, title) -> {
            if (results.missing().containsKey(id)) {
                table.append(failed(id, title, "", results.missing().get(id)));
            }
            for (int callers : figures.callers()) {
                figures.of(id, callers).ifPresent(figure -> table.append(row(id, title, callers, figure)));
                figures.failure(id, callers)
                        .ifPresent(failure -> table.append(failed(id, title, Integer.toString(callers), failure)));
            }
        });
        return table.toString();
    }

    String costs() {
        StringBuilder table = new StringBuilder("""
                | | | callers | CPU s per 1,000: gateway | Temporal | Postgres | its own | MiB: gateway | Temporal | Postgres | its own |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        results.plan()
                .titles()
                .forEach((id, title) -> figures.callers()
                        .forEach(callers -> figures.of(id, callers)
                                .filter(figure -> !Measures.parts(id).isEmpty())
                                .ifPresent(figure -> table.append("| %s | %s | %d | %s | %s |%n"
                                        .formatted(
                                                id,
                                                title,
                                                callers,
                                                ofParts(id, figure.cpuPerThousand(), Tables::number),
                                                ofParts(id, figure.mebibytes(), "%.0f"::formatted))))));
        return table.toString();
    }

    String recoveries() {
        if (results.recoveries().isEmpty()) {
            return NOT_MEASURED;
        }
        StringBuilder table = new StringBuilder(
                "| away | writers, one write each | half landed after | 95 %% | all |%n|---|---|---|---|---|%n"
                        .formatted());
        results.recoveries().stream()
                .sorted(Comparator.comparing(Recovery::part).thenComparingInt(Recovery::writers))
                .forEach(recovery -> table.append("| %s | %d | %s s | %s s | %s s |%n"
                        .formatted(
                                recovery.part(),
                                recovery.writers(),
                                landed(recovery, 0.5),
                                landed(recovery, 0.95),
                                landed(recovery, 1))));
        return table.toString();
    }

    String growth() {
        return results.growth().isEmpty() ? NOT_MEASURED : GrowthTable.of(new GrowthFigures(results.growth()));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String row(String id, String title, int callers, Figure figure) {
        return "| %s | %s | %d | %,d | %s | %s | %s | %,.0f |%n"
                .formatted(
                        id,
                        title,
                        callers,
                        figure.calls(),
                        number(figure.p50Millis()),
                        number(figure.p95Millis()),
                        number(figure.p99Millis()),
                        figure.callsPerSecond());
    }

    private static String failed(String id, String title, String callers, String problem) {
        String text = problem.replaceAll("[\\s|<>]+", " ").strip();
        return "| %s | %s | %s | %s | | | | |%n"
                .formatted(id, title, callers, text.length() > SHOWN ? text.substring(0, SHOWN) + " ..." : text);
    }

    /** Of those parts of all that take part in this measure. */
    private static String ofParts(String id, Map<String, Double> values, Function<Double, String> number) {
        return ALL_PARTS.stream()
                .map(part -> Measures.parts(id).contains(part) && values.containsKey(part)
                        ? number.apply(values.get(part))
                        : "")
                .collect(Collectors.joining(" | "));
    }

    private static String landed(Recovery recovery, double share) {
        return number(Median.quantile(recovery.landingMillis(), share) / 1e3);
    }
}
