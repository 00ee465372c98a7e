package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.Growth;
import dc.node.gateway.bench.growth.Kind;
import dc.node.gateway.bench.report.GrowthFigures.Call;
import dc.node.gateway.bench.report.GrowthFigures.Figure;
import dc.node.gateway.bench.report.Limit.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** How much what the gateway's calls take may grow from the smallest size to the largest, of each kind the call that grows most. */
final class GrowthLimits {

    private static final double MOST = 1.5;

    private final GrowthFigures figures;
    private final boolean meant;

    GrowthLimits(Results results) {
        this.figures = new GrowthFigures(results.growth());
        this.meant = results.plan().growth();
    }

    List<Limit> all() {
        List<Limit> limits = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            limits.add(limit(kind, "p50", Figure::p50Millis));
            limits.add(limit(kind, "p95", Figure::p95Millis));
        }
        return limits;
    }

    private Limit limit(Kind kind, String percentile, ToDoubleFunction<Figure> value) {
        return Limit.atMost(
                "the call that grows most, %,d %s against %,d, 1 caller, %s"
                        .formatted(kind.largest(), kind.label(), kind.smallest(), percentile),
                "",
                MOST,
                new Found(most(kind, value), meant));
    }

    /** Of all the calls that are judged; empty where one of them lacks. */
    private OptionalDouble most(Kind kind, ToDoubleFunction<Figure> value) {
        List<OptionalDouble> growths = Growth.JUDGED.stream()
                .map(measure -> figures.growth(new Call(kind.label(), measure), kind.smallest(), kind.largest(), value))
                .toList();
        return growths.stream().allMatch(OptionalDouble::isPresent)
                ? growths.stream().mapToDouble(OptionalDouble::getAsDouble).max()
                : OptionalDouble.empty();
    }
}
