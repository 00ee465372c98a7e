package dc.node.gateway.sessions;

import java.time.Duration;

/** A duration as people say it, in its two largest units at most: {@code 7 d}, {@code 1 h 20 min}, {@code 5 s}. */
public final class DurationText {

    private DurationText() {}

    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return of(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return of(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private static String of(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
