package dc.node.gateway.bench.report;

import static dc.node.gateway.bench.report.Samples.grown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dc.node.gateway.bench.growth.GrowthPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GrowthLimitsTest {

    /** All judged calls as agents grow in number; the write's p95 by more than is allowed. */
    private static List<GrowthPoint> agents() {
        List<GrowthPoint> points = new ArrayList<>();
        for (String measure : List.of("b", "d", "e", "f")) {
            points.add(grown("agents", 100, measure, 1, 1.0, 2.0));
            points.add(grown("agents", 1_000, measure, 1, 9.0, 9.0));
            points.add(grown("agents", 10_000, measure, 1, 1.2, measure.equals("d") ? 3.2 : 2.0));
        }
        // The machine was slow; this is not the gateway's.
        points.add(grown("agents", 100, "a", 1, 1.0, 1.0));
        points.add(grown("agents", 10_000, "a", 1, 5.0, 5.0));
        return points;
    }

    private static List<Limit> limits(Plan plan, List<GrowthPoint> points) {
        return new GrowthLimits(Samples.results(plan, List.of(), points)).all();
    }

    @Test
    void theLargestSizeIsJudgedAgainstTheSmallest() {
        List<Limit> limits = limits(Samples.plan(), agents());

        Limit p50 = limits.getFirst();
        assertThat(p50.what()).isEqualTo("the call that grows most, 10,000 agents against 100, 1 caller, p50");
        assertThat(p50.found().value().orElseThrow()).isEqualTo(1.2, within(1e-9));
        assertThat(p50.verdict()).isEqualTo("PASS");
        Limit p95 = limits.get(1);
        assertThat(p95.found().value().orElseThrow()).isEqualTo(1.6, within(1e-9));
        assertThat(p95.verdict()).isEqualTo("FAIL");
    }

    @Test
    void whatDidNotGrowIsNotMeasured() {
        List<GrowthPoint> withoutReplays =
                agents().stream().filter(point -> !point.measure().equals("f")).toList();

        assertThat(limits(Samples.plan(), withoutReplays))
                .hasSize(15)
                .allMatch(limit -> limit.verdict().equals("not measured") && limit.isBroken());
        assertThat(limits(Samples.plan(List.of("b"), false, List.of()), List.of()))
                .hasSize(15)
                .noneMatch(Limit::isBroken);
    }

    @Test
    void mediansOverRoundsAreCompared() {
        List<GrowthPoint> points = List.of(
                grown("agents", 100, "b", 1, 1.0, 1),
                grown("agents", 100, "b", 2, 1.2, 1),
                grown("agents", 10_000, "b", 1, 2.2, 1));

        assertThat(new GrowthFigures(points)
                        .growth(
                                new GrowthFigures.Call("agents", "b"),
                                100,
                                10_000,
                                figure -> OptionalDouble.of(figure.p50Millis()))
                        .orElseThrow())
                .isEqualTo(2, within(1e-9));
    }
}
