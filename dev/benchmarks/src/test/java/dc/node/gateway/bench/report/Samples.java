package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Recovery;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as a run would find them. */
final class Samples {

    private Samples() {}

    /** A sample of one second. */
    static Sample sample(double p50, double p99, long calls) {
        return new Sample(calls, 0, Optional.empty(), 1, p50, (p50 + p99) / 2, p99, p99);
    }

    static Cell cell(String measure, int callers, int round, double p50, double p99, long calls) {
        return new Cell(
                measure, callers, round, sample(p50, p99, calls), Map.of("gateway", 0.5), Optional.of(300.0 + callers));
    }

    static GrowthPoint grown(long size, int round, double p50) {
        return new GrowthPoint("agents", size, "b", round, sample(p50, p50, 100));
    }

    static Results results(List<Cell> cells, List<GrowthPoint> growth) {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("a", "direct");
        titles.put("b", "read");
        titles.put("c", "bare");
        titles.put("d", "write");
        titles.put("toolhive-vmcp", "the read through toolhive-vmcp");
        return new Results(
                new Environment(
                        Instant.parse("2026-11-21T12:00:00Z"), "a processor", 2, 24, "Linux", "a JVM", "abc", Map.of()),
                7,
                3,
                1,
                titles,
                List.of(5.0, 7.0, 5.5),
                cells,
                List.of(new Recovery("Tasker", 1, List.of(3000.0, 1000.0, 2000.0))),
                growth);
    }
}
