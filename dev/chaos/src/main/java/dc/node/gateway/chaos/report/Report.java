package dc.node.gateway.chaos.report;

import dc.node.gateway.chaos.verdict.Finding;
import dc.node.gateway.chaos.verdict.Records;
import dc.node.gateway.chaos.verdict.Verdict;
import dc.node.gateway.localstack.data.LocalStackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The end of a run, in words and as JSON. */
public record Report(Figures figures, Verdict verdict, Goal goal) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Findings beyond these are in the JSON only. */
    private static final int MOST_PRINTED = 40;

    private record Json(boolean holds, List<String> missed, Figures figures, List<Finding> findings) {}

    /** True when every acknowledged write has one effect, in order, and the run got as far as it was to. */
    public boolean holds() {
        return verdict.holds() && missed().isEmpty();
    }

    /** What the run did not reach, a sentence each. */
    List<String> missed() {
        return goal.missedBy(figures);
    }

    public void print(PrintStream out) {
        out.println();
        line(out, "seed", figures.seed());
        line(out, "writes acknowledged", figures.acknowledged() + " of " + figures.writesSent());
        line(out, "  answered queued", figures.answeredQueued());
        line(out, "  in flight at a fault", figures.inFlightAtFault());
        line(out, "  without a key, unanswered", figures.keylessUnanswered());
        line(out, "  never acknowledged", figures.neverAcknowledged());
        line(out, "calls repeated", counted(figures.repeatsByReason()));
        line(out, "faults", figures.faults().size() + ": " + counted(figures.faultsByKind()));
        line(out, "  requests they met at Tasker", counted(figures.requestsMetByKind()));
        if (!figures.endedByThemselves().isEmpty()) {
            line(out, "died by themselves", String.join(", ", figures.endedByThemselves()));
        }
        line(out, "effects in Tasker", figures.effects());
        line(out, "  found as wanted, no effect", figures.foundAsWanted());
        line(out, "rejected", counted(figures.rejectedByCode()));
        verdict.counts().forEach((kind, count) -> line(out, kind.label(), count));
        line(
                out,
                "longest time to land",
                seconds(figures.slowestToLand()) + " (median " + seconds(figures.medianToLand()) + ")");
        line(out, "  after the last mending", seconds(figures.slowestAfterMending()));
        line(out, "duration", seconds(figures.duration()));
        verdict.findings().stream()
                .limit(MOST_PRINTED)
                .forEach(finding -> out.printf(
                        "%n%s: operation %s%n  %s%n",
                        finding.kind().label(), finding.operationId(), finding.sentence()));
        out.println();
        missed().forEach(out::println);
        out.println(conclusion());
    }

    private String conclusion() {
        if (holds()) {
            return "Every acknowledged write has exactly one effect in Tasker.";
        }
        return verdict.holds()
                ? "Nothing is wrong with what was acknowledged, but the run did not get as far as it was to."
                : "THE PROMISE IS BROKEN: %d findings."
                        .formatted(verdict.findings().size());
    }

    /** Writes figures and findings as JSON. */
    public void write(Path file) {
        write(file, new Json(holds(), missed(), figures, verdict.findings()));
    }

    /** Keeps what the verdict was made from, and Tasker's newest requests, beside the logs. */
    public static void keep(Path folder, Records records, JsonNode requests) {
        write(folder.resolve("told.json"), records.told());
        write(folder.resolve("ledger.json"), records.ledger());
        write(folder.resolve("effects.json"), records.effects());
        write(folder.resolve("requests.json"), requests);
    }

    private static void write(Path file, Object content) {
        try {
            Files.write(file, JSON.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new LocalStackException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static void line(PrintStream out, String name, Object value) {
        out.printf("%-29s %s%n", name, value);
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
}
