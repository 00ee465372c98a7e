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
 * @param found  what the run found; empty when it did not measure that
 */
record Limit(String what, String unit, double bound, boolean atMost, OptionalDouble found) {

    static Limit atMost(String what, String unit, double bound, OptionalDouble found) {
        return new Limit(what, unit, bound, true, found);
    }

    static Limit atLeast(String what, String unit, double bound, OptionalDouble found) {
        return new Limit(what, unit, bound, false, found);
    }

    /** Not known is not kept, and not broken either. */
    boolean isBroken() {
        return found.isPresent() && (atMost ? found.getAsDouble() > bound : found.getAsDouble() < bound);
    }

    String verdict() {
        return found.isEmpty() ? "not measured" : isBroken() ? "FAIL" : "PASS";
    }

    String boundText() {
        return (atMost ? "at most " : "at least ") + number(bound) + unitText();
    }

    String foundText() {
        return found.isEmpty() ? "" : number(found.getAsDouble()) + unitText();
    }

    private String unitText() {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 0.1 ? "%.2f" : "%.4f", value);
    }
}
