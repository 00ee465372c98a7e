package dc.node.gateway.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One thing that is to hold.
 *
 * @param what   in words
 * @param unit   such as "ms"; empty for a ratio
 * @param bound  the limit
 * @param atMost whether that is the most, or else the least
 * @param found  what the run found
 */
record Limit(String what, String unit, double bound, boolean atMost, Found found) {

    /**
     * What a run found.
     *
     * @param value empty when it did not measure that
     * @param meant whether it was to measure it
     */
    record Found(OptionalDouble value, boolean meant) {}

    static Limit atMost(String what, String unit, double bound, Found found) {
        return new Limit(what, unit, bound, true, found);
    }

    static Limit atLeast(String what, String unit, double bound, Found found) {
        return new Limit(what, unit, bound, false, found);
    }

    /** What is not known is not kept either, unless the run was not to measure it. */
    boolean isBroken() {
        return found.value().isEmpty() ? found.meant() : !isKept(found.value().getAsDouble());
    }

    String verdict() {
        return found.value().isEmpty() ? "not measured" : isBroken() ? "FAIL" : "PASS";
    }

    String boundText() {
        return (atMost ? "at most " : "at least ") + number(bound) + unitText();
    }

    String foundText() {
        return found.value().isEmpty() ? "" : number(found.value().getAsDouble()) + unitText();
    }

    /** Not so what is no number. */
    private boolean isKept(double value) {
        return atMost ? value <= bound : value >= bound;
    }

    private String unitText() {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 0.1 ? "%.2f" : "%.4f", value);
    }
}
