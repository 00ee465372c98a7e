package dc.node.gateway.mcp.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How many streams, and how often they are looked at.
 *
 * @param perCaller the most open ones of one caller in this process
 * @param perProcess the most open ones of all
 * @param keepAlive after how long a silence a comment is sent
 * @param recheck how often all streams are checked, should a notice have been missed
 */
public record StreamLimits(int perCaller, int perProcess, Duration keepAlive, Duration recheck) {
    public StreamLimits {
        requireNonNull(keepAlive, "keepAlive is null");
        requireNonNull(recheck, "recheck is null");
        if (perCaller < 1 || perProcess < 1 || !keepAlive.isPositive() || !recheck.isPositive()) {
            throw new IllegalArgumentException("limits of streams must be positive");
        }
    }
}
