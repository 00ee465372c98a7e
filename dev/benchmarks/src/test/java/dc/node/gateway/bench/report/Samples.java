package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.GrowthPoint;
import dc.node.gateway.bench.load.Sample;
import dc.node.gateway.bench.measure.Cell;
import dc.node.gateway.bench.measure.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results as a run would find them. */
public final class Samples {

    private Samples() {}

    /** A sample of one second. */
    static Sample sample(double p50, double p99, long calls) {
        return new Sample(calls, 0, Optional.empty(), 1, p50, (p50 + p99) / 2, p99, p99);
    }

    public static Cell cell(String measure, int callers, int round, double p50, double p99, long calls) {
        return cell(measure, callers, round, sample(p50, p99, calls));
    }

    static Cell failed(String measure, int callers, int round, long calls, long errors) {
        return cell(
                measure, callers, round, new Sample(calls, errors, Optional.of("HTTP 500:\n a | b"), 1, 1, 1, 1, 1));
    }

    static GrowthPoint grown(String of, long size, String measure, int round, double p50, double p95) {
        return new GrowthPoint(
                of,
                size,
                measure,
                round,
                new Sample(100, 0, Optional.empty(), 1, p50, p95, p95, p95),
                p50 / 10,
                Optional.of(300.0));
    }

    /** Of everything. */
    static Plan plan() {
        return plan(
                List.of("a", "b", "c", "u", "d", "e", "f", "g", "h"),
                true,
                List.of("fastmcp-proxy", "mcp-proxy", "toolhive-vmcp"));
    }

    static Plan plan(List<String> measures, boolean growth, List<String> peers) {
        return new Plan(7, 3, 4, 12, 20, 3, List.of(1, 16, 64), measures, growth, peers);
    }

    static Results results(List<Cell> cells, List<GrowthPoint> growth) {
        return results(plan(), cells, growth);
    }

    public static Results results(Plan plan, List<Cell> cells, List<GrowthPoint> growth) {
        return new Results(
                new Environment(
                        Instant.parse("2026-11-21T12:00:00Z"),
                        "a processor",
                        2,
                        24,
                        Optional.of(0.25),
                        "Linux",
                        "a JVM",
                        "abc",
                        Map.of("mcp-proxy", "0.6.0"),
                        List.of("-Xmx192m")),
                plan,
                true,
                Map.of("fastmcp-proxy", "could not be installed"),
                List.of(5.0, 7.0, 5.5),
                cells,
                List.of(new Recovery("Tasker", 16, List.of(3000.0, 1000.0, 2000.0))),
                growth);
    }

    private static Cell cell(String measure, int callers, int round, Sample sample) {
        return new Cell(
                measure,
                callers,
                round,
                sample,
                Map.of("gateway", 0.5, "temporal", 1.5, "its own", 2.5),
                Map.of("gateway", 300.0 + callers, "its own", 123.0));
    }
}
