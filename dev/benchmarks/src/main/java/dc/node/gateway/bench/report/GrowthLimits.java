package dc.node.gateway.bench.report;

import dc.node.gateway.bench.growth.Growth;
import dc.node.gateway.bench.growth.Kind;
import dc.node.gateway.bench.report.GrowthFigures.Call;
import dc.node.gateway.bench.report.GrowthFigures.Figure;
import dc.node.gateway.bench.report.Limit.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** How much what the gateway's calls take may grow from the smallest size to the largest, of each kind the call that grows most. */
final class GrowthLimits {

    private static final double MOST = 1.5;

    /** What must not grow: all but the rate, which with one caller says what the times say. */
    private static final Map<String, Function<Figure, OptionalDouble>> VALUES = values();

    private final GrowthFigures figures;
    private final boolean meant;

    GrowthLimits(Results results) {
        this.figures = new GrowthFigures(results.growth());
        this.meant = results.plan().growth();
    }

    List<Limit> all() {
        List<Limit> limits = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            VALUES.forEach((name, value) -> limits.add(limit(kind, name, value)));
        }
        return limits;
    }

    private static Map<String, Function<Figure, OptionalDouble>> values() {
        Map<String, Function<Figure, OptionalDouble>> values = new LinkedHashMap<>();
        values.put("p50", figure -> OptionalDouble.of(figure.p50Millis()));
        values.put("p95", figure -> OptionalDouble.of(figure.p95Millis()));
        values.put("p99", figure -> OptionalDouble.of(figure.p99Millis()));
        values.put("the gateway's processor time", figure -> OptionalDouble.of(figure.cpuMillis()));
        values.put("the gateway's memory", Figure::mebibytes);
        return values;
    }

    private Limit limit(Kind kind, String name, Function<Figure, OptionalDouble> value) {
        return Limit.atMost(
                "the call that grows most, %,d %s against %,d, 1 caller, %s"
                        .formatted(kind.largest(), kind.label(), kind.smallest(), name),
                "",
                MOST,
                new Found(most(kind, value), meant));
    }

    /** Of all the calls that are judged; empty where one of them lacks. */
    private OptionalDouble most(Kind kind, Function<Figure, OptionalDouble> value) {
        List<OptionalDouble> growths = Growth.JUDGED.stream()
                .map(measure -> figures.growth(new Call(kind.label(), measure), kind.smallest(), kind.largest(), value))
                .toList();
        return growths.stream().allMatch(OptionalDouble::isPresent)
                ? growths.stream().mapToDouble(OptionalDouble::getAsDouble).max()
                : OptionalDouble.empty();
    }
}
